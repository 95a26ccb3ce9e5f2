import { type AccountFacts, displayed, exactly, type Identifier, id, parseIdentifier, type Statement, sql } from "@snowtower/sql";
import { decodeGrants } from "../../access/decode-grants.ts";
import { isMembership } from "../../access/membership.ts";
import type { PartialSight } from "../../catalog.ts";
import type { ReadRequest, Seen } from "../../observation.ts";
import type { RowView } from "../../rows.ts";
import { rowViews } from "../decode/row-view.ts";
import { grantRequests } from "./grants.ts";
import { request } from "./show.ts";

/** "The MANAGE GRANTS access privilege implicitly allows its holder to see every object in the account. By default, only ... ACCOUNTADMIN or SECURITYADMIN" have it (docs: sql-reference/sql/show-tables). */
const SEE_ALL: readonly string[] = ["ACCOUNTADMIN", "SECURITYADMIN"];

/**
 * What still has to be asked to know whether the role that reads (`facts.role`) sees everything. The hierarchy is climbed from the few roles
 * that manage grants, not descended from the reader: that one may hold thousands of roles.
 */
export function sightRequests(seen: Seen, { role }: AccountFacts): readonly ReadRequest[] {
  return climb(seen, role).asks.map(request);
}

/** `null` if SHOW lists everything to the role that reads: it manages grants, or inherits from a role that does, however far (docs/decisions/0006). */
export function partialSight(seen: Seen, { role }: AccountFacts): PartialSight | null {
  return climb(seen, role).found ? null : { role, roles: [...heldRoles(seen, role)].sort() };
}

interface Climb {
  readonly found: boolean;
  readonly asks: readonly Statement[];
}

function climb(seen: Seen, role: Identifier): Climb {
  const holders = new Set(SEE_ALL);
  if (holders.has(role)) return { found: true, asks: [] };
  const asks: Statement[] = [];
  const rows = (statement: Statement): readonly RowView[] => {
    const answer = seen.get(statement.text);
    if (answer === undefined) asks.push(statement);
    // A refusal shows nothing, so it proves nothing.
    return answer === undefined || "refused" in answer ? [] : rowViews([answer]);
  };
  const managesGrants = (row: RowView): boolean => row.get("privilege") === "MANAGE GRANTS" && row.get("granted_on") === "ACCOUNT";
  if (rows(grantsTo(role)).some(managesGrants)) return { found: true, asks: [] };
  for (const row of rows(sql`SHOW GRANTS ON ACCOUNT`)) if (managesGrants(row) && row.get("granted_to") === "ROLE") holders.add(row.get("grantee_name") ?? "");
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

/** The role and the roles that it inherits, as far as the grants that were read tell. */
function heldRoles(seen: Seen, role: Identifier): ReadonlySet<Identifier> {
  const held = new Set<Identifier>([role]);
  const open = [role];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const answer = seen.get(grantsTo(at).text);
    if (answer === undefined || "refused" in answer) continue;
    const { grants } = decodeGrants(rowViews([answer]), { type: "ROLE", name: displayed(at) }, { future: false });
    for (const grant of grants) {
      const below = isMembership(grant) && grant.on.kind === "object" && grant.on.type === "ROLE" ? parseIdentifier(grant.on.name) : null;
      if (below === null || held.has(below)) continue;
      held.add(below);
      open.push(below);
    }
  }
  return held;
}

function grantsTo(role: Identifier): Statement {
  return grantRequests({ type: "ROLE", name: displayed(role) }).grants;
}
