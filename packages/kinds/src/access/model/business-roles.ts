import { displayed, type Identifier } from "@snowtower/sql";
import type { Grantee } from "../grant.ts";
import { type AccessLevel, businessRoleName, technicalRoleName, withoutPrefix } from "../role-name.ts";
import { databaseRoles, schemaRoles } from "./access-roles.ts";
import { storedName } from "./described.ts";
import { onObject, onRole } from "./draft.ts";
import type { Expanding } from "./expansion.ts";
import { type ModelEntry, placeOf, strings } from "./model-entry.ts";
import { shareTarget } from "./share-roles.ts";
import { warehouseRole } from "./warehouse-roles.ts";

const LEVELS: readonly (readonly [AccessLevel, string])[] = [
  ["OWNER", "owns"],
  ["WRITE", "writes to"],
  ["READ", "reads"],
];

interface Holder {
  readonly entry: ModelEntry;
  readonly to: Grantee;
  readonly who: string;
}

/** A role for each business role, holding the roles on data and warehouses that its entry names. */
export function addBusinessRoles(expanding: Expanding): readonly Identifier[] {
  const { draft, model, prefix } = expanding;
  return byName(model.businessRoles).map((entry) => {
    const name = businessRoleName(prefix, entry.name);
    const comment = entry.fields.comment;
    const to = draft.role({ name, at: entry.at, ...(typeof comment === "string" ? { comment } : {}) });
    const holder = { entry, to, who: `business role ${displayed(entry.name)}` };
    giveData(holder, expanding);
    giveWarehouses(holder, expanding);
    giveOtherRoles(holder, expanding);
    return name;
  });
}

export function byName(entries: readonly ModelEntry[]): readonly ModelEntry[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function giveData({ entry, to, who }: Holder, expanding: Expanding): void {
  const { draft, prefix } = expanding;
  for (const kind of ["database", "schema"] as const) {
    for (const [level, verb] of LEVELS) {
      const field = `${kind}_${level.toLowerCase()}`;
      for (const written of strings(entry.fields, field)) {
        const asked = { level, written, at: placeOf(entry, field, written) };
        const roles = kind === "database" ? databaseRoles(asked, expanding) : schemaRoles(asked, expanding);
        for (const role of roles) draft.give({ to, privilege: "USAGE", on: onRole(role.name), why: `${who} ${verb} ${role.on}` });
      }
    }
  }
  for (const written of strings(entry.fields, "share_read")) {
    const share = shareTarget(written, prefix);
    if (share !== null) draft.give({ to, privilege: "USAGE", on: share.on, why: `${who} reads ${share.words}` });
  }
}

function giveWarehouses({ entry, to, who }: Holder, expanding: Expanding): void {
  for (const use of ["USAGE", "MONITOR"] as const) {
    const field = `warehouse_${use.toLowerCase()}`;
    for (const written of strings(entry.fields, field)) {
      const at = placeOf(entry, field, displayed(withoutPrefix(expanding.prefix, storedName(written))));
      const role = warehouseRole({ written, use, at }, expanding);
      if (role !== null) expanding.draft.give({ to, privilege: "USAGE", on: onRole(role.name), why: `${who} ${role.verb} ${role.on}` });
    }
  }
}

function giveOtherRoles({ entry, to, who }: Holder, { draft, model, prefix }: Expanding): void {
  for (const field of ["technical_roles", "tech_roles"]) {
    for (const written of strings(entry.fields, field)) {
      const name = withoutPrefix(prefix, storedName(written));
      if (model.technicalRoles.some((each) => each.name === name)) {
        draft.give({ to, privilege: "USAGE", on: onRole(technicalRoleName(prefix, name)), why: `${who} holds technical role ${displayed(name)}` });
        continue;
      }
      const closestTo = { word: name, among: model.technicalRoles.map((each) => each.name.toLowerCase()) };
      draft.refuse({ code: "ST1202", message: `there is no technical role "${name}"`, at: placeOf(entry, field, written), closestTo });
    }
  }
  for (const written of strings(entry.fields, "application_roles")) {
    draft.give({ to, privilege: "USAGE", on: onObject("APPLICATION ROLE", written), why: `${who} holds application role ${written}` });
  }
  for (const written of strings(entry.fields, "global_roles")) {
    draft.give({ to, privilege: "USAGE", on: onObject("ROLE", written), why: `${who} holds role ${written}` });
  }
}
