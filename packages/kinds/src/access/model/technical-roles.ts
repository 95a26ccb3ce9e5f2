import { displayed, type Identifier } from "@snowtower/sql";
import type { GrantMap } from "../grant-types.ts";
import { technicalRoleName } from "../role-name.ts";
import { byName } from "./business-roles.ts";
import type { Expanding } from "./expansion.ts";
import { placeOf, strings } from "./model-entry.ts";
import { givePatternFutures, givePatternGrants } from "./object-grants.ts";

/** A role for each technical role, with its single grants. */
export function addTechnicalRoles(expanding: Expanding): readonly Identifier[] {
  const { draft, model, prefix } = expanding;
  return byName(model.technicalRoles).map((entry) => {
    const name = technicalRoleName(prefix, entry.name);
    const comment = entry.fields.comment;
    const to = draft.role({ name, at: entry.at, ...(typeof comment === "string" ? { comment } : {}) });
    const who = `technical role ${displayed(entry.name)}`;
    const map = (field: string): GrantMap => (entry.fields[field] ?? {}) as GrantMap;
    givePatternGrants({ to, who, map: map("grants"), at: (pattern) => placeOf(entry, "grants", pattern) }, expanding);
    givePatternFutures({ to, who, map: map("future_grants"), at: (pattern) => placeOf(entry, "future_grants", pattern) }, expanding);
    for (const privilege of strings(entry.fields, "account_grants"))
      draft.give({ to, privilege, on: { kind: "account" }, why: `${who} has ${privilege} on the account` });
    return name;
  });
}
