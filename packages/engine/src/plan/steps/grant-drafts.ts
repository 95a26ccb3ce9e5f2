import {
  type Catalog,
  containerOf,
  coverOf,
  type GrantChange,
  type GrantTarget,
  grantKey,
  groupGrants,
  kindNamed,
  kindOfLabel,
  renderBackfill,
  renderGrants,
} from "@snowtower/kinds";
import { displayedName, type Statement, securableType } from "@snowtower/sql";
import { sortedBy } from "../code-point-order.ts";
import type { FutureGrant, GrantDecision } from "../grants/grant-decision.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";

/** All objects of a type that exist in a container. */
type AllIn = Omit<FutureGrant["on"], "kind"> & { readonly kind: "all" };

/** What one step gives or takes: one grantee, one target, some privileges. */
interface Bundle {
  readonly first: GrantDecision;
  readonly changes: GrantChange[];
  /** Given on all existing objects at once, as these future grants would have. */
  readonly missed: FutureGrant[];
  readonly all: AllIn | undefined;
}

/** One draft for each grantee and target. */
export function grantDrafts(decisions: readonly GrantDecision[], making: DraftMaking): Draft[] {
  const bundles = new Map<string, Bundle>();
  const bulk = bulkTargets(decisions, making.context.from);
  for (const decision of sortedBy(decisions, ({ grant }) => grantKey(grant))) {
    const all = decision.missed === undefined ? undefined : bulk.get(grantKey(decision.missed));
    const key = idOfBundle(decision, all ?? decision.grant.on);
    const bundle = bundles.get(key) ?? { first: decision, changes: [], missed: [], all };
    bundle.changes.push(decision.change);
    if (decision.missed !== undefined && !bundle.missed.includes(decision.missed)) bundle.missed.push(decision.missed);
    bundles.set(key, bundle);
  }
  return sortedBy(bundles, ([id]) => id).map(([id, bundle]) => grantDraft(id, bundle, making));
}

function grantDraft(id: string, { first, changes, missed, all }: Bundle, making: DraftMaking): Draft {
  const back = changes.map(({ from, to }): GrantChange => ({ kind: "grant", from: to, to: from }));
  return {
    id: making.names.next(id),
    does: first.how,
    changes,
    statements: all === undefined ? grantStatements(changes) : [renderBackfill(missed)],
    back: grantStatements(back),
    ...making.actors.grantor(first.grant),
    why: first.why,
    rank: RANK[first.how],
    after: new Map(),
  };
}

/** The statements of changes of grants, one for what one statement can say. */
export function grantStatements(changes: Iterable<GrantChange>): readonly Statement[] {
  return groupGrants(changes).map(renderGrants);
}

function idOfBundle({ grant, how }: GrantDecision, on: GrantTarget | AllIn): string {
  return `${how === "give" ? "grant" : "revoke"}:${grant.to.type} ${grant.to.name} on ${targetInWords(on)}`;
}

function targetInWords(on: GrantTarget | AllIn): string {
  if (on.kind === "account") return "ACCOUNT";
  if (on.kind === "object") return `${on.type} ${on.name}`;
  return `${on.kind === "all" ? "ALL" : "FUTURE"} ${securableType(on.type)?.plural ?? on.type} in ${on.in} ${on.name}`;
}

/**
 * New future grants that every existing object of their container lacks: one GRANT ... ON ALL makes up for all of these.
 * It is not used where it would reach an object that should not get the grant, or one that was not read.
 */
function bulkTargets(decisions: readonly GrantDecision[], from: Catalog): ReadonlyMap<string, AllIn> {
  const lacking = new Map<string, { readonly all: AllIn; count: number }>();
  for (const { missed } of decisions) {
    if (missed === undefined) continue;
    const key = grantKey(missed);
    const there = lacking.get(key);
    if (there === undefined) lacking.set(key, { all: { ...missed.on, kind: "all" }, count: 1 });
    else there.count++;
  }
  const existing = lacking.size === 0 ? new Map<string, number>() : countByContainer(from);
  const bulk = new Map<string, AllIn>();
  for (const [key, { all, count }] of lacking) {
    const kind = kindOfLabel(all.type);
    const database = all.in === "DATABASE" ? all.name : databasePart(all.name);
    const isRead = kind !== undefined && from.coverage.has(coverOf(kind.name, database));
    if (isRead && count > 1 && count === existing.get(containerKey(all.type, all.in, all.name)) && securableType(all.type)?.bulk === true) bulk.set(key, all);
  }
  return bulk;
}

function countByContainer(from: Catalog): Map<string, number> {
  const counts = new Map<string, number>();
  for (const object of from.objects.values()) {
    if (containerOf(object) === null) continue;
    const { label } = kindNamed(object.kind);
    const keys = [containerKey(label, "DATABASE", displayedName(object.name.slice(0, 1)))];
    if (object.name.length > 2) keys.push(containerKey(label, "SCHEMA", displayedName(object.name.slice(0, 2))));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function containerKey(type: string, container: string, name: string): string {
  return `${type}|${container}|${name}`;
}

/** `DB` of `DB.SC`, `"a.b"` of `"a.b".SC`. */
function databasePart(name: string): string {
  return /^(?:"(?:[^"]|"")*"|[^.]*)/.exec(name)?.[0] ?? name;
}
