import { type AccountFacts, displayed, type Identifier } from "@snowtower/sql";
import type { ReadRequest, Seen } from "../../observation.ts";
import { rowViews } from "../decode/row-view.ts";
import { grantRequests } from "./grants.ts";
import { request } from "./show.ts";

/** "The MANAGE GRANTS access privilege implicitly allows its holder to see every object in the account. By default, only ... ACCOUNTADMIN or SECURITYADMIN" have it (docs: sql-reference/sql/show-tables). */
const SEE_ALL: ReadonlySet<string> = new Set(["ACCOUNTADMIN", "SECURITYADMIN"]);

/** Asks what the role of the run holds, where its name does not say that it sees everything. */
export function sightRequests({ role }: AccountFacts): readonly ReadRequest[] {
  return SEE_ALL.has(role) ? [] : [request(grantsOf(role))];
}

/** True if SHOW lists everything to the role of the run: it is one that manages grants, holds such a one, or has the privilege itself. */
export function seesAll(seen: Seen, { role }: AccountFacts): boolean {
  if (SEE_ALL.has(role)) return true;
  const answer = seen.get(grantsOf(role).text);
  if (answer === undefined || "refused" in answer) return false;
  return rowViews([answer]).some((row) => {
    const [privilege, on] = [row.get("privilege"), row.get("granted_on")];
    return (privilege === "MANAGE GRANTS" && on === "ACCOUNT") || (privilege === "USAGE" && on === "ROLE" && SEE_ALL.has(row.get("name") ?? ""));
  });
}

function grantsOf(role: Identifier) {
  return grantRequests({ type: "ROLE", name: displayed(role) }).grants;
}
