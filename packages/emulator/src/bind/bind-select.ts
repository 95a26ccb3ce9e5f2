import type { Expression } from "../query/tree/expression.ts";
import type { OrderKey, SelectItem, SelectTree } from "../query/tree/query-tree.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { condition, requirePlain } from "../types/comparison.ts";
import type { Typed } from "../types/typed.ts";
import { keySql } from "./bind-call.ts";
import { bind } from "./bind-expression.ts";
import { positionOf } from "./bind-query.ts";
import { bindRelation } from "./bind-relation.ts";
import { bindStar } from "./bind-star.ts";
import type { Binder, BoundQuery } from "./binder.ts";
import { NO_SCOPE, type Scope } from "./scope.ts";

interface Around {
  readonly binder: Binder;
  readonly outer: Scope | null;
  readonly orderBy: readonly OrderKey[];
  readonly top: number | null;
}

interface Item {
  readonly name: string;
  readonly isUnnamed?: boolean;
  readonly of: Typed;
}

export function bindSelect(select: SelectTree, { binder, outer, orderBy, top }: Around): BoundQuery {
  const from = select.from === null ? null : bindRelation(select.from, binder, { ...NO_SCOPE, outer });
  const aliases = new Map(select.items.flatMap((item) => (item.kind === "value" && item.alias !== null ? [[item.alias, item.of] as const] : [])));
  const scope: Scope = { sources: from?.sources ?? [], merged: from?.merged ?? new Map(), aliases, outer, groups: null };
  const where = select.where === null ? null : conditionOf(select.where, scope, { binder, clause: "WHERE" });
  const plain = select.groupBy === null ? null : groupKeys(select, scope, binder);
  const grouped: Scope = { ...scope, groups: plain === null ? null : new Set(plain.map(({ sql }) => sql)) };
  const items = select.items.flatMap((item) => bindItem(item, grouped, binder));
  const having = select.having === null ? null : condition(bind(select.having, grouped, binder), binder.settings);
  const qualify = select.qualify === null ? null : condition(bind(select.qualify, grouped, binder), binder.settings);
  const keys = orderBy.map((key) => orderKey(key, { items, scope: grouped, binder, isDistinct: select.isDistinct }));
  const all = [...items.map(({ of }) => of), ...keys.map(({ of }) => of), ...[having, qualify].filter((of) => of !== null)];
  checkGrouping({ all, isGrouped: plain !== null || having !== null || all.some(({ holds }) => holds === "aggregate") });
  if (select.isDistinct) for (const { of } of items) requirePlain(of);
  for (const of of [...all, ...(where === null ? [] : [where]), ...(plain ?? [])])
    if (of.refusal !== null) binder.findings.blocks.push(unsupported(of.refusal));
  const parts = [
    `SELECT ${select.isDistinct ? "DISTINCT " : ""}${items.map(({ of }, i) => `${of.sql} AS c${i}`).join(", ")}`,
    from === null ? "" : ` FROM ${from.sql}`,
    where === null ? "" : ` WHERE ${where.sql}`,
    plain === null || plain.length === 0 ? "" : ` GROUP BY ${plain.map(({ sql }) => sql).join(", ")}`,
    having === null ? "" : ` HAVING ${having.sql}`,
    qualify === null ? "" : ` QUALIFY ${qualify.sql}`,
    keys.length === 0 ? "" : ` ORDER BY ${keys.map(({ sql }) => sql).join(", ")}`,
    top === null ? "" : ` LIMIT ${top}`,
  ];
  const columns = items.map(({ name, isUnnamed = false, of: { type, nullable, vague } }) => ({ name, type, nullable, vague, isUnnamed }));
  return { columns, sql: parts.join("") };
}

function conditionOf(of: Expression, scope: Scope, { binder, clause }: { readonly binder: Binder; readonly clause: string }): Typed {
  const bound = condition(bind(of, scope, binder), binder.settings);
  if (bound.holds === "aggregate") throw compilationError("002035", "42601", `Invalid aggregate function in ${clause.toLowerCase()} clause`);
  if (bound.holds === "window") throw compilationError("002035", "42601", `Window function may not appear inside ${clause.toLowerCase()} clause`);
  return bound;
}

/** Columns, positions and aliases; ALL is every item that holds no aggregate. */
function groupKeys(select: SelectTree, scope: Scope, binder: Binder): readonly Typed[] {
  const keys =
    select.groupBy === "ALL"
      ? select.items.flatMap((item) => bindItem(item, scope, binder).map(({ of }) => of)).filter(({ holds, loose }) => holds === "values" && loose.length > 0)
      : (select.groupBy ?? []).map((key) => {
          const at = positionOf(key, select.items.length);
          const item = at === null ? undefined : select.items[at];
          if (item?.kind === "star") throw unsupported("GROUP BY the position of *");
          return bind(item?.of ?? key, scope, binder);
        });
  for (const key of keys) {
    if (key.holds !== "values") throw compilationError("002035", "42601", "Invalid aggregate function in group by clause");
    requirePlain(key);
  }
  return keys;
}

function bindItem(item: SelectItem, scope: Scope, binder: Binder): readonly Item[] {
  if (item.kind === "star")
    return bindStar(item, scope, binder).map(({ name, of }) => ({ name, of: scope.groups?.has(of.sql) === true ? { ...of, loose: [] } : of }));
  const name = item.alias ?? (item.of.kind === "column" ? (item.of.parts.at(-1) ?? item.label) : item.label);
  // An item may name the aliases beside it, not its own.
  const aliases = item.alias === null ? scope.aliases : new Map([...scope.aliases].filter(([alias]) => alias !== item.alias));
  return [{ name, isUnnamed: item.alias === null && item.of.kind !== "column", of: bind(item.of, { ...scope, aliases }, binder) }];
}

interface Ordering {
  readonly items: readonly Item[];
  readonly scope: Scope;
  readonly binder: Binder;
  readonly isDistinct: boolean;
}

/** A position, what the select list calls so, or any expression. */
function orderKey(key: OrderKey, { items, scope, binder, isDistinct }: Ordering): { readonly of: Typed; readonly sql: string } {
  const at = positionOf(key.of, items.length);
  const name = key.of.kind === "column" && key.of.parts.length === 1 ? key.of.parts[0] : undefined;
  const named = name === undefined ? -1 : items.findIndex((item) => item.name === name);
  const index = at ?? (named >= 0 ? named : null);
  const of = index === null ? bind(key.of, scope, binder) : (items[index] as Item).of;
  requirePlain(of);
  if (isDistinct && index === null && !items.some((item) => item.of.sql === of.sql))
    throw compilationError("002079", "42601", "order by expression is not in the select list of SELECT DISTINCT");
  return { of, sql: keySql(key, index === null ? of.sql : `c${index}`) };
}

function checkGrouping({ all, isGrouped }: { readonly all: readonly Typed[]; readonly isGrouped: boolean }): void {
  const loose = isGrouped ? all.find((of) => of.loose.length > 0)?.loose[0] : undefined;
  if (loose !== undefined) throw compilationError("000979", "42601", `[${loose}] is not a valid group by expression`);
}
