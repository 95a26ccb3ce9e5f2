import { type Grantee, granteeKey } from "../grant.ts";
import type { GrantMap } from "../grant-types.ts";
import type { Expanding } from "./expansion.ts";
import { givePatternGrants } from "./object-grants.ts";
import { placeIn } from "./owner-grants.ts";

/** The kinds whose own files hold grants on objects of any database: outbound_share.yaml. */
const HOLDERS = [{ label: "SHARE", who: "share" }] as const;

/** The grants that described shares hold. */
export function addHeldGrants(expanding: Expanding): void {
  for (const { label, who } of HOLDERS) {
    for (const holder of expanding.described.all(label)) {
      const to: Grantee = { type: label, name: holder.name };
      const map = (holder.spec.fields.grants ?? {}) as GrantMap;
      expanding.draft.strict.add(granteeKey(to));
      givePatternGrants({ to, who: `${who} ${holder.name}`, map, at: () => placeIn(holder)("grants") }, expanding);
    }
  }
}
