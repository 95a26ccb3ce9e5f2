import { type Fragment, join, name, nothing, parseQualifiedName, type QualifiedName, type Statement, securableType, sql, userSql, word } from "@snowtower/sql";
import type { GrantChange } from "../change.ts";
import { type Grant, type Grantee, type GrantTarget, granteeKey, targetKey } from "./grant.ts";
import { isMembership } from "./membership.ts";
import { parseSignature } from "./signature.ts";

/** Changes that one statement makes: of one target and one grantee, all to give, or all to revoke, or all to change the grant option. In the order of grantee, target and verb. */
export function groupGrants(changes: Iterable<GrantChange>): readonly (readonly GrantChange[])[] {
  const groups = new Map<string, GrantChange[]>();
  for (const change of changes) {
    const key = groupKey(change);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

type Verb = "grant" | "grant with option" | "revoke" | "revoke option";

function verbOf({ from, to }: GrantChange): Verb {
  if (to === null) return "revoke";
  if (to.option) return "grant with option";
  return from?.option === true ? "revoke option" : "grant";
}

/** These have statements of their own. */
function isAlone(grant: Grant): boolean {
  return grant.privilege === "OWNERSHIP" || grant.privilege === "IMPORTED PRIVILEGES" || isMembership(grant);
}

function groupKey(change: GrantChange): string {
  const grant = grantOf(change);
  return [granteeKey(grant.to), targetKey(grant.on), verbOf(change), isAlone(grant) ? grant.privilege : ""].join("\u0000");
}

function grantOf({ from, to }: GrantChange): Grant {
  const grant = to ?? from;
  if (grant === null) throw new Error("a change of a grant has neither end");
  return grant;
}

/** The statement for a group as `groupGrants` makes it. Throws for changes that no one statement makes. */
export function renderGrants(changes: readonly GrantChange[]): Statement {
  const [first] = changes;
  if (first === undefined) throw new Error("no grants to write");
  if (new Set(changes.map(groupKey)).size > 1) throw new Error("these grants have no common statement");
  const grant = grantOf(first);
  const verb = verbOf(first);
  const giving = verb === "grant" || verb === "grant with option";
  const direction = word(giving ? "TO" : "FROM");
  const what = isMembership(grant) ? memberOf(grant) : sql`${privilegeList(changes, giving)} ON ${target(grant.on)}`;
  const revoke = sql`REVOKE ${verb === "revoke option" ? userSql("GRANT OPTION FOR ") : nothing}`;
  return sql`${giving ? sql`GRANT ` : revoke}${what} ${direction} ${grantee(grant.to)}${verb === "grant with option" ? userSql(" WITH GRANT OPTION") : nothing}`;
}

/** `GRANT ... ON ALL <plural> IN ...`: gives what future grants of one container and type give, on what is there already. */
export function renderBackfill(futures: readonly Grant[]): Statement {
  const [first] = futures;
  if (first?.on.kind !== "future") throw new Error("only future grants are given on all objects");
  const { type, in: container } = first.on;
  const all = sql`ON ALL ${plural(type)} IN ${word(container)} ${qualified(first.on.name)} TO ${grantee(first.to)}`;
  if (first.privilege === "OWNERSHIP") return sql`GRANT OWNERSHIP ${all} COPY CURRENT GRANTS`;
  const privileges = join([...new Set(futures.map((each) => each.privilege))].sort().map(privilegeWords));
  return sql`GRANT ${privileges} ${all}${first.option ? userSql(" WITH GRANT OPTION") : nothing}`;
}

/** A transfer of ownership that leaves the object's other grants as they are. */
export function renderOwnership(on: { readonly type: string; readonly name: string }, to: Grantee): Statement {
  // "To grant ownership on a materialized view, use GRANT OWNERSHIP ON VIEW", on a hybrid table ON TABLE (docs: sql-reference/sql/grant-ownership).
  const type = { "MATERIALIZED VIEW": "VIEW", "HYBRID TABLE": "TABLE" }[on.type] ?? on.type;
  return sql`GRANT OWNERSHIP ON ${word(type)} ${objectName(on.name)} TO ${grantee(to)} COPY CURRENT GRANTS`;
}

function memberOf(grant: Grant): Fragment {
  if (grant.on.kind !== "object") throw new Error("a membership is in a role");
  return sql`${word(grant.on.type)} ${qualified(grant.on.name)}`;
}

/** READ of a stage is granted before WRITE and revoked after it, or with it; in one statement the order is kept to be safe (docs: user-guide/security-access-control-privileges, "Stage privileges"). */
function privilegeList(changes: readonly GrantChange[], giving: boolean): Fragment {
  const privileges = [...new Set(changes.map((change) => grantOf(change).privilege))].sort();
  return join((giving ? privileges : privileges.reverse()).map(privilegeWords));
}

/** `CREATE SNOWFLAKE.ML.FORECAST` is a privilege too. */
function privilegeWords(privilege: string): Fragment {
  return join(privilege.split(".").map(word), ".");
}

function target(on: GrantTarget): Fragment {
  if (on.kind === "account") return word("ACCOUNT");
  if (on.kind === "future") return sql`FUTURE ${plural(on.type)} IN ${word(on.in)} ${qualified(on.name)}`;
  // A hybrid table is a TABLE in GRANT (docs: sql-reference/sql/grant-privilege, list of object types).
  return sql`${word(on.type === "HYBRID TABLE" ? "TABLE" : on.type)} ${objectName(on.name)}`;
}

function plural(type: string): Fragment {
  const known = securableType(type);
  if (known === undefined) throw new Error(`no plural is known for ${type}`);
  return word(known.plural);
}

function grantee(to: Grantee): Fragment {
  return sql`${word(to.type)} ${qualified(to.name)}`;
}

function qualified(displayed: string): Fragment {
  const parts: QualifiedName | null = parseQualifiedName(displayed);
  if (parts === null) throw new Error(`not a displayed name: ${displayed}`);
  return name(parts);
}

/** A name, with its argument types where the type overloads. */
function objectName(displayed: string): Fragment {
  const read = parseSignature(displayed);
  if (read === null) throw new Error(`not a displayed name: ${displayed}`);
  // parseSignature lets only words of types through.
  return read.argumentTypes === undefined ? name(read.name) : sql`${name(read.name)}(${userSql(read.argumentTypes.join(", "))})`;
}
