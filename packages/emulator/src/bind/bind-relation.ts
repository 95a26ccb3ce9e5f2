import type { RelationTree } from "../query/tree/query-tree.ts";
import { compilationError, doesNotExist, unsupported } from "../sql-error.ts";
import { comparable, condition } from "../types/comparison.ts";
import { made, type Typed } from "../types/typed.ts";
import { bind } from "./bind-expression.ts";
import { bindFlatten } from "./bind-flatten.ts";
import { bindNamed } from "./bind-named.ts";
import { bindQuery, columnList, renamed } from "./bind-query.ts";
import { bindTableFunction } from "./bind-table-function.ts";
import { bindValues } from "./bind-values.ts";
import { type Binder, type BoundQuery, fresh } from "./binder.ts";
import { loaded } from "./loaded.ts";
import { columnTyped, type Scope, type Source, sourceOf } from "./scope.ts";

/** What stands behind FROM: its relations and their SQL. */
interface From {
  readonly sources: readonly Source[];
  readonly merged: ReadonlyMap<string, Typed>;
  readonly sql: string;
}

/** `left`: the relations before it, which a lateral one may name. */
export function bindRelation(tree: RelationTree, binder: Binder, left: Scope): From {
  if (tree.kind === "join") return bindJoin(tree, binder, left);
  const { alias } = tree;
  switch (tree.kind) {
    case "name": {
      const bound = bindNamed(tree.ref, binder);
      return from(bound, { called: alias === null ? bound.called : [alias], names: tree.columns, binder });
    }
    case "query":
      return from(bindQuery(tree.query, binder, tree.isLateral ? left : left.outer), {
        called: alias === null ? null : [alias],
        names: tree.columns,
        binder,
        isLateral: tree.isLateral,
      });
    case "piped": {
      const rows = binder.context.pipe[tree.back - 1];
      if (rows === undefined) throw doesNotExist("Object", `$${tree.back}`);
      return from(loaded(rows, binder), { called: alias === null ? null : [alias], names: tree.columns, binder });
    }
    case "values":
      return from(bindValues(tree.rows, binder, left.outer), { called: alias === null ? null : [alias], names: tree.columns, binder });
    case "function": {
      const isFlatten = tree.call.name.length === 1 && tree.call.name[0] === "FLATTEN";
      const bound = isFlatten ? bindFlatten(tree.call, left, binder) : bindTableFunction(tree, binder);
      return from(bound, { called: alias === null ? null : [alias], names: tree.columns, binder, isLateral: isFlatten });
    }
  }
}

interface Naming {
  readonly called: readonly string[] | null;
  readonly names: readonly string[] | null;
  readonly binder: Binder;
  readonly isLateral?: boolean;
}

function from(bound: BoundQuery, { called, names, binder, isLateral = false }: Naming): From {
  const table = fresh(binder, "r");
  const columns = renamed(bound.columns, names, called?.at(-1) ?? "a query");
  const sql = `${isLateral ? "LATERAL " : ""}(${bound.sql}) AS ${table}(${columnList(columns)})`;
  return { sources: [sourceOf(table, called, columns)], merged: new Map(), sql };
}

function nullable(sources: readonly Source[]): readonly Source[] {
  return sources.map((source) => ({ ...source, columns: source.columns.map((column) => ({ ...column, nullable: true })) }));
}

function bindJoin(tree: Extract<RelationTree, { readonly kind: "join" }>, binder: Binder, around: Scope): From {
  const left = bindRelation(tree.left, binder, around);
  const right = bindRelation(tree.right, binder, { ...around, sources: [...around.sources, ...left.sources], merged: left.merged });
  const sources = [
    ...(tree.how === "RIGHT" || tree.how === "FULL" ? nullable(left.sources) : left.sources),
    ...(tree.how === "LEFT" || tree.how === "FULL" ? nullable(right.sources) : right.sources),
  ];
  const using = tree.using ?? (tree.isNatural ? commonNames(left, right) : []);
  if (using.length > 0) return bindUsing(tree, { left, right, sources, using, binder });
  const word = tree.how === "INNER" && tree.on === null ? "CROSS" : tree.how;
  if (tree.on === null) {
    if (word !== "CROSS") throw compilationError("001003", "42000", `syntax error: ${tree.how} JOIN without a condition.`);
    return { sources, merged: left.merged, sql: `${left.sql} CROSS JOIN ${right.sql}` };
  }
  const scope: Scope = { ...around, sources: [...left.sources, ...right.sources], merged: new Map() };
  const on = condition(bind(tree.on, scope, binder), binder.settings);
  if (on.refusal !== null) binder.findings.blocks.push(unsupported(on.refusal));
  return { sources, merged: left.merged, sql: `${left.sql} ${tree.how} JOIN ${right.sql} ON ${on.sql}` };
}

function commonNames(left: From, right: From): readonly string[] {
  const names = new Set(right.sources.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return left.sources.flatMap(({ columns }) => columns.map(({ name }) => name)).filter((name) => names.has(name));
}

interface Using {
  readonly left: From;
  readonly right: From;
  readonly sources: readonly Source[];
  readonly using: readonly string[];
  readonly binder: Binder;
}

/** The column of both sides is one: the left's, the right's for RIGHT, whichever is there for FULL. */
function bindUsing(tree: Extract<RelationTree, { readonly kind: "join" }>, { left, right, sources, using, binder }: Using): From {
  const merged = new Map(left.merged);
  const tests = using.map((name) => {
    const [a, b] = [columnIn(left, name), columnIn(right, name)];
    const [x, y] = comparable(a, b, binder.settings);
    const both = made([x, y], { type: x.type, sql: `COALESCE(${x.sql}, ${y.sql})` });
    merged.set(name, { ...(tree.how === "FULL" ? both : tree.how === "RIGHT" ? b : a), loose: [name] });
    return `${x.sql} = ${y.sql}`;
  });
  return { sources, merged, sql: `${left.sql} ${tree.how} JOIN ${right.sql} ON ${tests.join(" AND ")}` };
}

function columnIn({ sources, merged }: From, name: string): Typed {
  const known = merged.get(name);
  if (known !== undefined) return known;
  const hits = sources.flatMap((source) => source.columns.filter((column) => column.name === name).map((column) => columnTyped(source, column)));
  const [first] = hits;
  if (first === undefined) throw compilationError("000904", "42000", `invalid identifier '${name}'`);
  if (hits.length > 1) throw compilationError("002028", "42702", `ambiguous column name '${name}'`);
  return first;
}
