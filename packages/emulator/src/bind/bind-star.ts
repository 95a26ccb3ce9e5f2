import type { SelectItem } from "../query/tree/query-tree.ts";
import { compilationError } from "../sql-error.ts";
import { matchesLike } from "../statements/like.ts";
import type { Typed } from "../types/typed.ts";
import { bind } from "./bind-expression.ts";
import type { Binder } from "./binder.ts";
import { columnTyped, type Scope, sourcesCalled } from "./scope.ts";

interface Item {
  readonly name: string;
  readonly of: Typed;
}

/** `*` and what it leaves out, replaces or renames. Columns that USING made one come first, once. */
export function bindStar({ of, changes }: Extract<SelectItem, { readonly kind: "star" }>, scope: Scope, binder: Binder): readonly Item[] {
  const sources = of === null ? scope.sources : sourcesCalled(scope, of);
  if (sources.length === 0)
    throw compilationError("002003", "42S02", of === null ? "SELECT with no columns" : `Object '${of.join(".")}' does not exist or not authorized.`);
  const merged = of === null ? [...scope.merged].map(([name, typed]) => ({ name, of: typed })) : [];
  const plain = sources.flatMap((source) =>
    source.columns.filter(({ name }) => of !== null || !scope.merged.has(name)).map((column) => ({ name: column.name, of: columnTyped(source, column) })),
  );
  const all = [...merged, ...plain];
  const known = new Set(all.map(({ name }) => name));
  for (const name of [...changes.exclude, ...changes.replace.map((change) => change.name), ...changes.rename.map((change) => change.from)])
    if (!known.has(name)) throw compilationError("000904", "42000", `invalid identifier '${name}'`);
  const { like } = changes;
  const chosen = all
    .filter(({ name }) => !changes.exclude.includes(name) && (like === null || matchesLike(like, name)))
    .map((item) => {
      const replacement = changes.replace.find(({ name }) => name === item.name);
      const to = changes.rename.find(({ from }) => from === item.name)?.to ?? item.name;
      return { name: to, of: replacement === undefined ? item.of : bind(replacement.of, scope, binder) };
    });
  if (chosen.length === 0) throw compilationError("001080", "42601", "SELECT with no columns");
  return chosen;
}
