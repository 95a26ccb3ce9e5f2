import { type AccountFacts, displayed, exactly, type Identifier, id, parseIdentifier, type Statement, sql } from "@snowtower/sql";
import { decodeGrants } from "../../access/decode-grants.ts";
import { isMembership } from "../../access/membership.ts";
import type { ObjectId } from "../../object-id.ts";
import type { ReadRequest, Seen } from "../../observation.ts";
import type { RowView } from "../../rows.ts";
import type { PartialSight } from "../../sight.ts";
import { rowViews } from "../decode/row-view.ts";
import { grantRequests } from "./grants.ts";
import { request } from "./show.ts";

/** "The MANAGE GRANTS access privilege implicitly allows its holder to see every object in the account. By default, only ... ACCOUNTADMIN or SECURITYADMIN" have it (docs: sql-reference/sql/show-tables). */
const SEE_ALL: readonly string[] = ["ACCOUNTADMIN", "SECURITYADMIN"];

/**
 * What still has to be asked to know what the role that reads (`facts.role`) is shown. The hierarchy is climbed from the few roles that see
 * everything, not descended from the reader: that one may hold thousands of roles.
 */
export function sightRequests(seen: Seen, { role }: AccountFacts): readonly ReadRequest[] {
  const managers = climb(seen, role, "MANAGE GRANTS");
  if (managers.found) return [];
  const asks = [...managers.asks, ...climb(seen, role, "RESOLVE ALL").asks];
  return [...new Map(asks.map((statement) => [statement.text, request(statement)])).values()];
}

/** `null` if everything is shown to the role that reads: it manages grants, or inherits from a role that does, however far (docs/decisions/0006). */
export function partialSight(seen: Seen, { role }: AccountFacts): PartialSight | null {
  if (climb(seen, role, "MANAGE GRANTS").found) return null;
  const { roles, containers } = descend(seen, role);
  return { role, roles: [...roles].sort(), resolvesAll: climb(seen, role, "RESOLVE ALL").found, containers: [...containers].sort() };
}

interface Climb {
  readonly found: boolean;
  readonly asks: readonly Statement[];
}

/** Is the role one of those that hold the privilege on the account, or above one of them? */
function climb(seen: Seen, role: Identifier, privilege: "MANAGE GRANTS" | "RESOLVE ALL"): Climb {
  const holders = new Set(privilege === "MANAGE GRANTS" ? SEE_ALL : []);
  if (holders.has(role)) return { found: true, asks: [] };
  const asks: Statement[] = [];
  const rows = (statement: Statement): readonly RowView[] => {
    const answer = seen.get(statement.text);
    if (answer === undefined) asks.push(statement);
    // A refusal shows nothing, so it proves nothing.
    return answer === undefined || "refused" in answer ? [] : rowViews([answer]);
  };
  const isIt = (row: RowView): boolean => row.get("privilege") === privilege && row.get("granted_on") === "ACCOUNT";
  if (rows(grantsTo(role)).some(isIt)) return { found: true, asks: [] };
  for (const row of rows(sql`SHOW GRANTS ON ACCOUNT`)) if (isIt(row) && row.get("granted_to") === "ROLE") holders.add(row.get("grantee_name") ?? "");
  const open = [...holders];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const row of rows(sql`SHOW GRANTS OF ROLE ${id(exactly(at))}`)) {
      const above = row.get("grantee_name");
      if (row.get("granted_to") !== "ROLE" || !above || holders.has(above)) continue;
      holders.add(above);
      open.push(above);
    }
  }
  return holders.has(role) ? { found: true, asks: [] } : { found: false, asks };
}

/** The role and the roles that it inherits, and the containers in which they manage grants, as far as the grants that were read tell. */
function descend(seen: Seen, role: Identifier): { readonly roles: ReadonlySet<Identifier>; readonly containers: ReadonlySet<ObjectId> } {
  const roles = new Set<Identifier>([role]);
  const containers = new Set<ObjectId>();
  const open = [role];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const answer = seen.get(grantsTo(at).text);
    if (answer === undefined || "refused" in answer) continue;
    for (const grant of decodeGrants(rowViews([answer]), { type: "ROLE", name: displayed(at) }, { future: false }).grants) {
      if (grant.on.kind !== "object") continue;
      if (grant.privilege === "MANAGE GRANTS") containers.add(`${grant.on.type.toLowerCase()}:${grant.on.name}` as ObjectId);
      const below = isMembership(grant) && grant.on.type === "ROLE" ? parseIdentifier(grant.on.name) : null;
      if (below === null || roles.has(below)) continue;
      roles.add(below);
      open.push(below);
    }
  }
  return { roles, containers };
}

function grantsTo(role: Identifier): Statement {
  return grantRequests({ type: "ROLE", name: displayed(role) }).grants;
}
