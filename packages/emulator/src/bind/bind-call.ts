import { childrenOf } from "../catalog/catalog.ts";
import type { Call, Expression, Window } from "../query/tree/expression.ts";
import type { OrderKey } from "../query/tree/query-tree.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { requirePlain } from "../types/comparison.ts";
import { type Bound, checkCount } from "../types/function.ts";
import { AGGREGATES } from "../types/functions/aggregates.ts";
import { scalarFunction } from "../types/functions/scalar.ts";
import { WINDOWS } from "../types/functions/windows.ts";
import { isOtherFunction } from "../types/other-functions.ts";
import { NULL, type Typed } from "../types/typed.ts";
import { bind, bindContextFunction } from "./bind-expression.ts";
import type { Binder } from "./binder.ts";
import type { Scope } from "./scope.ts";

/** Functions whose first argument is a word for a part of a date, and where it stands. */
const PART_AT: Readonly<Record<string, number>> = {
  DATEADD: 0,
  TIMEADD: 0,
  TIMESTAMPADD: 0,
  DATEDIFF: 0,
  TIMEDIFF: 0,
  TIMESTAMPDIFF: 0,
  DATE_PART: 0,
  DATE_TRUNC: 0,
  EXTRACT: 0,
};

export function bindCall(call: Call, scope: Scope, binder: Binder): Typed {
  const [name = ""] = call.name;
  if (call.name.length > 1) throw unsupported(`SELECT ${call.name.join(".")}(...)`);
  const bound = bindArguments(call, name, { scope, binder });
  if (Object.hasOwn(AGGREGATES, name) || Object.hasOwn(WINDOWS, name)) return bindAggregate(bound, { scope, binder });
  if (call.over !== null) throw unsupported(`${name}(...) OVER`);
  if (call.isDistinct || call.within !== null) throw unsupported(`${name}(DISTINCT ...)`);
  const known = scalarFunction(name);
  if (known !== null) {
    checkCount(known, bound);
    requireNoCollation(bound);
    return known.bind(bound);
  }
  const ofContext = bindContextFunction(name, bound.args, binder);
  if (ofContext !== null) return ofContext;
  if (isOtherFunction(name) || overloadsNamed(binder, name)) throw unsupported(`SELECT ${name}(...)`);
  throw compilationError("002140", "42601", `Unknown function ${name}`);
}

/** Somebody's own function, which cannot be called here. */
function overloadsNamed({ context, home }: Binder, name: string): boolean {
  const schema = home ?? context.session.schema;
  return schema !== null && childrenOf(context.draft.catalog, schema, "FUNCTION").some((entry) => entry.name === name);
}

/** What a function makes of text with a collation is not known here; where it only hands it on, it may. */
const HANDS_ON = new Set(["COALESCE", "NVL", "IFNULL", "IFF", "NVL2", "COLLATE"]);

function requireNoCollation({ name, args }: Bound): void {
  const odd = args.some(({ type }) => type.kind === "VARCHAR" && type.collation !== undefined && type.collation !== "");
  if (odd && !HANDS_ON.has(name)) throw unsupported(`${name}(...) of text with COLLATE`);
}

interface In {
  readonly scope: Scope;
  readonly binder: Binder;
}

function bindArguments(call: Call, name: string, { scope, binder }: In): Bound {
  const given = positional(call, name);
  const args = given.map((arg, i) => (PART_AT[name] === i ? NULL : bind(arg, scope, binder)));
  return { name, args, call: { ...call, args: given }, settings: binder.settings };
}

const NAMED: Readonly<Record<string, readonly string[]>> = { ROUND: ["EXPR", "SCALE", "ROUNDING_MODE"] };

/** Named arguments in the order of the positions they stand for. */
function positional({ args, named }: Call, name: string): readonly Expression[] {
  const left = { ...named };
  const found = [...args];
  for (const key of (NAMED[name] ?? []).slice(args.length)) {
    const value = left[key];
    if (value === undefined) break;
    found.push(value);
    delete left[key];
  }
  const [unknown] = Object.keys(left);
  if (unknown !== undefined) throw unsupported(`${name}(${unknown} => ...)`);
  return found;
}

function bindAggregate(bound: Bound, { scope, binder }: In): Typed {
  const { call, name } = bound;
  const window = WINDOWS[name];
  if (window !== undefined && call.over === null) throw compilationError("002303", "42601", `Window function [${name}] requires an OVER clause`);
  if (window?.needsOrder === true && call.over?.order.length === 0)
    throw compilationError("002303", "42601", `Window function type [${name}] requires ORDER BY in window specification`);
  if (bound.args.some(({ holds }) => holds === "window")) throw unsupported(`${name}(<window function>)`);
  if (call.over === null && bound.args.some(({ holds }) => holds === "aggregate"))
    throw compilationError("002076", "42601", `Aggregate functions cannot be nested: [${name}] nested in [${name}]`);
  // "DISTINCT can be used with an OVER clause that includes ORDER BY when [it] applies to a single column" (docs: sql-reference/functions/count).
  if (call.isDistinct && call.over !== null && call.over.order.length > 0 && !(name === "COUNT" && bound.args.length === 1))
    throw compilationError("002040", "42601", "distinct cannot be used with a window frame or an order.");
  const frame = call.over === null ? null : windowOf(call.over, window?.wholeFrame === true, { scope, binder });
  const over = frame === null ? "" : ` OVER (${frame.sql})`;
  const within = orderOf(call.within ?? [], { scope, binder });
  const order = call.within === null ? "" : ` ORDER BY ${within.sql}`;
  const of = window ?? AGGREGATES[name];
  if (of === undefined) throw new Error(`no aggregate ${name}`);
  checkCount({ least: call.hasStar ? 0 : of.least, most: of.most, bind: () => NULL }, bound);
  const done = window === undefined ? AGGREGATES[name]?.bind(bound, over, order) : window.bind(bound, over);
  if (done === undefined) throw new Error(`no aggregate ${name}`);
  const keys = [...within.keys, ...(frame?.keys ?? [])];
  const refusal = done.refusal ?? keys.find((key) => key.refusal !== null)?.refusal ?? null;
  if (call.over === null) return { ...done, refusal, loose: [], holds: "aggregate" };
  return { ...done, refusal, loose: [...done.loose, ...keys.flatMap(({ loose }) => loose)], holds: "window" };
}

/** SQL with the expressions in it. */
interface Keyed {
  readonly sql: string;
  readonly keys: readonly Typed[];
}

function windowOf({ partition, order, frame }: Window, whole: boolean, within: In): Keyed {
  const parts: string[] = [];
  const keys = partition.map((key) => plain(bind(key, within.scope, within.binder)));
  if (keys.length > 0) parts.push(`PARTITION BY ${keys.map(({ sql }) => sql).join(", ")}`);
  const ordered = orderOf(order, within);
  if (order.length > 0) parts.push(`ORDER BY ${ordered.sql}`);
  if (frame !== null) parts.push(frame);
  else if (whole) parts.push("ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
  return { sql: parts.join(" "), keys: [...keys, ...ordered.keys] };
}

function plain(of: Typed): Typed {
  requirePlain(of);
  return of;
}

/** NULL is the greatest value (docs: sql-reference/constructs/order-by). */
export function keySql({ descending, nulls }: OrderKey, sql: string): string {
  return `${sql} ${descending ? "DESC" : "ASC"} NULLS ${nulls ?? (descending ? "FIRST" : "LAST")}`;
}

function orderOf(order: readonly OrderKey[], { scope, binder }: In): Keyed {
  const keys = order.map((key) => plain(bind(key.of, scope, binder)));
  return { sql: order.map((key, i) => keySql(key, keys[i]?.sql ?? "")).join(", "), keys };
}
