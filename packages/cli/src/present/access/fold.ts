import { type Grantee, type GrantTarget, granteeKey, isMembership, targetKey } from "@snowtower/kinds";
import { splitName } from "@snowtower/sql";
import type { AccessChange } from "./access-change.ts";

/** Changes of one grantee that are said in one line: the same privileges on targets of the same sort in one place. */
export interface Fold {
  readonly first: AccessChange;
  readonly sort: "member" | "object" | "future" | "account";
  readonly privileges: readonly string[];
  /** Snowflake's words for the types of the targets; several only for future grants. */
  readonly types: readonly string[];
  /** What the targets are in; empty for the account. */
  readonly container: string;
  /** Displayed names; none for future grants and the account. */
  readonly names: readonly string[];
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
    JSON.stringify([traits(change), sortOf(change), privileges, containerOf(change.on), sharedType(change)]),
  );
  return folds.map((own) => {
    const { change, privileges } = own[0];
    const targets = own.map((each) => each.change.on);
    return {
      first: change,
      sort: sortOf(change),
      privileges,
      types: [...new Set(targets.flatMap((on) => (on.kind === "account" ? [] : [on.type])))].sort(),
      container: containerOf(change.on),
      names: targets.flatMap((on) => (on.kind === "object" ? [on.name] : [])).sort(),
    };
  });
}

/** In what changes differ that nobody wants to see as one. */
function traits({ does, only, option, until, risk }: AccessChange): unknown {
  return [does, only, option, until ?? "", risk];
}

function sortOf({ on, privilege }: AccessChange): Fold["sort"] {
  if (on.kind === "account") return "account";
  if (on.kind === "future") return "future";
  return isMembership({ on, privilege }) ? "member" : "object";
}

/** Future grants on several types are one line; existing objects of several types are counted apart. */
function sharedType({ on }: AccessChange): string {
  return on.kind === "object" ? on.type : "";
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
