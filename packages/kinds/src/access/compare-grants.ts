import { displayedName, parseQualifiedName, securableType } from "@snowtower/sql";
import type { GrantChange } from "../change.ts";
import { caused, FutureRules, isFuture } from "./future-rules.ts";
import { type Grant, GrantSet, granteeKey, grantKey } from "./grant.ts";
import { isMembership } from "./membership.ts";
import type { Securable } from "./securable.ts";

export interface CompareGrantsInput {
  /** What the account has. */
  readonly from: GrantSet;
  readonly wanted: Iterable<Grant>;
  /** Objects that are there and stay: new future grants are given on them too. */
  readonly existing: Iterable<Securable>;
  /** By `granteeKey`: what they hold and nobody wants is revoked. */
  readonly strict: ReadonlySet<string>;
  /** By `granteeKey`: likewise, but only the roles that they hold. */
  readonly strictMembers?: ReadonlySet<string>;
  /** Gives what future grants give on every existing object, not only for new ones. */
  readonly refresh?: boolean;
  /** Whether a schema (displayed name) has managed access. */
  readonly managed?: (schema: string) => boolean;
}

/** What a new future grant would have given on objects that are there already. */
interface Backfill {
  readonly future: Grant;
  readonly missing: readonly Grant[];
  /** Every object of the type in the container lacks it: one `GRANT ... ON ALL` says it. */
  readonly all: boolean;
}

/** An object that a future grant of OWNERSHIP would have given to another role. */
interface OwnerChange {
  readonly object: Securable;
  readonly future: Grant;
  /** The future grant itself is new. */
  readonly fresh: boolean;
}

interface GrantComparison {
  /** In the order of `grantKey`. */
  readonly changes: readonly GrantChange[];
  readonly backfill: readonly Backfill[];
  readonly owners: readonly OwnerChange[];
}

export function compareGrants(input: CompareGrantsInput): GrantComparison {
  const wanted = new GrantSet(input.wanted);
  const described = new FutureRules(wanted);
  const imported = importedBy(wanted);
  const changes: GrantChange[] = [];
  for (const to of wanted) {
    const from = input.from.get(to) ?? importedEvidence(to, input.from);
    if (from === undefined) changes.push({ kind: "grant", from: null, to });
    else if (from.option !== to.option && (to.option || isStrict(from, input)) && from.by !== null) changes.push({ kind: "grant", from, to });
  }
  for (const from of input.from) {
    if (wanted.has(from) || !isStrict(from, input) || from.by === null) continue;
    if (described.explains(from) || imported(from) || comesWithDatabaseRole(from)) continue;
    changes.push({ kind: "grant", from, to: null });
  }
  return { changes: changes.sort(byKey), ...backfill(input, wanted) };
}

/** The future grants that will be there: the wanted ones, and those that nobody revokes. These can hide wanted ones, so they count. */
function futureRules(input: CompareGrantsInput, wanted: GrantSet): FutureRules {
  const kept = [...input.from].filter((grant) => isFuture(grant) && !wanted.has(grant) && !isStrict(grant, input));
  return new FutureRules([...wanted, ...kept], input.managed === undefined ? {} : { managed: input.managed });
}

function byKey(a: GrantChange, b: GrantChange): number {
  const key = ({ from, to }: GrantChange): string => {
    const grant = to ?? from;
    return grant === null ? "" : grantKey(grant);
  };
  return key(a) < key(b) ? -1 : 1;
}

function isStrict(grant: Grant, input: CompareGrantsInput): boolean {
  const to = granteeKey(grant.to);
  return input.strict.has(to) || (isMembership(grant) && input.strictMembers?.has(to) === true);
}

/** A shared database shows IMPORTED PRIVILEGES as USAGE on it: "there is no way to detect" the privilege itself (SnowDDL, share roles). */
function importedEvidence(wanted: Grant, from: GrantSet): Grant | undefined {
  return wanted.privilege === "IMPORTED PRIVILEGES" ? from.get({ ...wanted, privilege: "USAGE" }) : undefined;
}

/** Who may use a shared database is shown with USAGE on it, and may be shown with privileges on what is in it: none of these can be revoked by itself. */
function importedBy(wanted: GrantSet): (grant: Grant) => boolean {
  const shares = new Set<string>();
  for (const { privilege, on, to } of wanted) if (privilege === "IMPORTED PRIVILEGES" && on.kind === "object") shares.add(`${granteeKey(to)}|${on.name}`);
  return ({ on, to }) => {
    if (shares.size === 0 || on.kind !== "object") return false;
    const [database] = parseQualifiedName(on.name.split("(")[0] ?? "") ?? [];
    return database !== undefined && shares.has(`${granteeKey(to)}|${displayedName([database])}`);
  };
}

/** Making a database role grants it USAGE on its database (docs: user-guide/security-access-control-privileges, "Database privileges"). */
function comesWithDatabaseRole({ privilege, on, to }: Grant): boolean {
  if (to.type !== "DATABASE ROLE" || privilege !== "USAGE" || on.kind !== "object" || on.type !== "DATABASE") return false;
  const [database] = parseQualifiedName(to.name) ?? [];
  return database !== undefined && displayedName([database]) === on.name;
}

function backfill(input: CompareGrantsInput, wanted: GrantSet): Pick<GrantComparison, "backfill" | "owners"> {
  const rules = futureRules(input, wanted);
  const missing = new Map<string, { readonly future: Grant; readonly grants: Grant[] }>();
  const owners: OwnerChange[] = [];
  const counted = new Map<string, number>();
  for (const object of input.existing) {
    for (const container of [object.database, object.schema]) if (container !== null) count(counted, `${object.type}|${container}`);
    for (const future of rules.acting(object)) {
      if (!wanted.has(future)) continue;
      const fresh = !input.from.has(future);
      if (future.privilege === "OWNERSHIP") {
        if (object.owner !== undefined && object.owner !== null && object.owner !== future.to.name) owners.push({ object, future, fresh });
        continue;
      }
      if (!fresh && input.refresh !== true) continue;
      const grant = caused(future, object);
      if (input.from.has(grant) || (future.to.type === "ROLE" && object.owner === future.to.name)) continue;
      const key = grantKey(future);
      const entry = missing.get(key) ?? { future, grants: [] };
      entry.grants.push(grant);
      missing.set(key, entry);
    }
  }
  const sorted = [...missing]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { future, grants }]) => ({ future, missing: sortedGrants(grants), all: isAll(future, grants.length, counted) }));
  return { backfill: sorted, owners: owners.sort((a, b) => (ownerKey(a) < ownerKey(b) ? -1 : 1)) };
}

function isAll(future: Grant, missing: number, counted: ReadonlyMap<string, number>): boolean {
  return isFuture(future) && securableType(future.on.type)?.bulk === true && counted.get(`${future.on.type}|${future.on.name}`) === missing;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sortedGrants(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort((a, b) => (grantKey(a) < grantKey(b) ? -1 : 1));
}

function ownerKey({ object }: OwnerChange): string {
  return `${object.type}|${object.name}`;
}
