import { displayed, type Identifier } from "@snowtower/sql";
import { granteeKey } from "../grant.ts";
import { businessRoleName, userRoleName, withoutPrefix } from "../role-name.ts";
import { storedName } from "./described.ts";
import { onRole } from "./draft.ts";
import type { Expanding } from "./expansion.ts";
import { strings } from "./model-entry.ts";
import { placeIn } from "./owner-grants.ts";

/** A role for each user: it holds his business roles, and what he makes himself belongs to it. */
export function addUserRoles(expanding: Expanding): readonly Identifier[] {
  const { described, draft, model, prefix } = expanding;
  return described.all("USER").map((user) => {
    const name = userRoleName(prefix, storedName(user.name));
    const to = draft.role({ name, at: user.spec.at });
    // Users leave traces in their own role, grants on what they made: only its memberships are the project's (SnowDDL does the same).
    draft.strictMembers.add(granteeKey(to));
    draft.give({ to: { type: "USER", name: user.name }, privilege: "USAGE", on: onRole(name), why: `user ${user.name} has a role of his own` });
    for (const written of strings(user.spec.fields, "business_roles")) {
      const role = withoutPrefix(prefix, storedName(written));
      const found = model.businessRoles.find((each) => each.name === role || each.name === role.toUpperCase());
      if (found !== undefined) {
        const why = `user ${user.name} is a ${displayed(found.name)}`;
        draft.give({ to, privilege: "USAGE", on: onRole(businessRoleName(prefix, found.name)), why });
        continue;
      }
      const closestTo = { word: role, among: model.businessRoles.map((each) => each.name.toLowerCase()) };
      draft.refuse({ code: "ST1202", message: `there is no business role "${role}"`, at: placeIn(user)("business_roles"), closestTo });
    }
    return name;
  });
}
