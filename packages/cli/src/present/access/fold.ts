import { type Grantee, type GrantTarget, granteeKey, isMembership, targetKey } from "@snowtower/kinds";
import { splitName } from "@snowtower/sql";
import type { AccessChange } from "./access-change.ts";

/** Changes of one grantee that are said in one line: the same privileges on targets of the same sort in one place. */
export interface Fold {
  readonly first: AccessChange;
  readonly sort: "member" | "object" | "future" | "account";
  readonly privileges: readonly string[];
  /** What the targets are in; empty for the account. */
  readonly container: string;
  /** By Snowflake's word for their type: displayed names; none for future grants. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

export interface GranteeFolds {
  readonly to: Grantee;
  readonly folds: readonly Fold[];
}

/** By grantee, then by privileges, sort of target and container. */
export function foldAccess(changes: readonly AccessChange[]): readonly GranteeFolds[] {
  return grouped(changes, ({ to }) => granteeKey(to)).map((own) => ({ to: own[0].to, folds: foldsOf(own) }));
}

function foldsOf(changes: readonly AccessChange[]): readonly Fold[] {
  const bundles = grouped(changes, (change) => JSON.stringify([traits(change), targetKey(change.on)])).map((own) => ({
    change: own[0],
    privileges: [...new Set(own.map(({ privilege }) => privilege))].sort(),
  }));
  const folds = grouped(bundles, ({ change, privileges }) =>
    JSON.stringify([traits(change), sortOf(change), privileges, containerOf(change.on), typeApart(change)]),
  );
  const said = folds.map((own): Fold => {
    const { change, privileges } = own[0];
    return { first: change, sort: sortOf(change), privileges, container: containerOf(change.on), targets: targetsOf(own.map((each) => each.change.on)) };
  });
  return said.sort((a, b) => rankOf(a) - rankOf(b));
}

function targetsOf(all: readonly GrantTarget[]): ReadonlyMap<string, readonly string[]> {
  const types = [...new Set(all.flatMap((on) => (on.kind === "account" ? [] : [on.type])))].sort();
  return new Map(types.map((type) => [type, all.flatMap((on) => (on.kind === "object" && on.type === type ? [on.name] : [])).sort()]));
}

/** What comes of a role first, then from the outside in, what is not there yet last; what is lost before what is gained. */
function rankOf({ sort, container, first }: Fold): number {
  const depth = sort === "member" ? 0 : sort === "account" ? 1 : sort === "future" ? 5 : container === "" ? 2 : (splitName(container)?.length ?? 1) + 2;
  return (first.does === "loses" ? 0 : 10) + depth;
}

/** In what changes differ that nobody wants to see as one. */
function traits({ does, only, option, until, cost: { risk, danger } }: AccessChange): unknown {
  return [does, only, option, until ?? "", risk, risk === "lockout" ? (danger ?? "") : ""];
}

function sortOf({ on, privilege }: AccessChange): Fold["sort"] {
  if (on.kind === "account") return "account";
  if (on.kind === "future") return "future";
  return isMembership({ on, privilege }) ? "member" : "object";
}

/** What is in one schema is told together; what is in the account itself has too little in common. */
function typeApart({ on }: AccessChange): string {
  return on.kind === "object" && containerOf(on) === "" ? on.type : "";
}

function containerOf(on: GrantTarget): string {
  if (on.kind === "account") return "";
  if (on.kind === "future") return `${on.in.toLowerCase()} ${on.name}`;
  return (splitName(on.name) ?? [on.name]).slice(0, -1).join(".");
}

function grouped<T>(items: readonly T[], key: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const there = groups.get(key(item));
    if (there === undefined) groups.set(key(item), [item]);
    else there.push(item);
  }
  return [...groups.values()];
}
