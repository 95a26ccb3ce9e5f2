import type { Entry } from "../catalog/entry.ts";
import { type ColumnDefinition, columnsOf } from "../objects/table/table-definition.ts";
import type { NameRef, Position } from "../parser/cursor.ts";
import { invalidIdentifier } from "../sql-error.ts";
import type { Branch, Item, Query, Relation, Select } from "./query.ts";

/** A column that a query gives. `null` for a name or a type that cannot be told without evaluating it. */
interface OutputColumn {
  readonly name: string | null;
  readonly definition: ColumnDefinition | null;
}

/** `null`: not even how many there are can be told. */
export type Output = readonly OutputColumn[] | null;

/** What an object behind a name gives; `null` where this account cannot tell. */
type OutputOf = (ref: NameRef) => Output;

/** The columns of a query, traced to those of tables. Throws for a column that is certainly not there. */
export function outputOf(query: Query, named: OutputOf): Output {
  const ctes = new Map<string, Output>();
  const lookUp: OutputOf = (ref) => {
    const cte = ref.parts.length === 1 ? ctes.get(ref.parts[0] ?? "") : undefined;
    return cte === undefined ? named(ref) : cte;
  };
  for (const { name, columns, query: inner } of query.ctes) {
    if (inner.branches.length > 1) ctes.set(name, columns === null ? null : columns.map((column) => ({ name: column, definition: null })));
    ctes.set(name, renamed(outputOf(inner, lookUp), columns));
  }
  return query.branches.map((branch) => branchOutput(branch, lookUp)).reduce(unite);
}

/** With the names of a column list. */
export function renamed(output: Output, names: readonly string[] | null): Output {
  if (output === null || names === null || names.length !== output.length) return output;
  return output.map((column, i) => {
    const name = names[i] ?? column.name;
    return { name, definition: column.definition === null || name === null ? null : { ...column.definition, name } };
  });
}

/** UNION: the first branch names the columns; a type is told where all agree. */
function unite(a: Output, b: Output): Output {
  if (a === null) return null;
  return a.map((column, i) => {
    const other = b?.[i]?.definition ?? null;
    if (column.definition === null || other === null || column.definition.type !== other.type) return { name: column.name, definition: null };
    return { name: column.name, definition: { ...column.definition, nullable: column.definition.nullable || other.nullable } };
  });
}

function branchOutput(branch: Branch, named: OutputOf): Output {
  if (branch.kind === "query") return outputOf(branch.query, named);
  return branch.kind === "select" ? selectOutput(branch.select, named) : null;
}

interface Source {
  /** What may stand before the dot: the alias, or the end of the name. */
  readonly called: readonly string[] | null;
  readonly output: Output;
}

function selectOutput(select: Select, named: OutputOf): Output {
  const sources = select.from.map((relation) => sourceOf(relation, named));
  const found: OutputColumn[] = [];
  const aliases = new Set<string>();
  for (const item of select.items) {
    const columns = itemOutput(item, { select, sources, aliases });
    if (columns === null) return null;
    if (item.kind !== "star" && item.alias !== null) aliases.add(item.alias);
    found.push(...columns);
  }
  return select.isOuter ? found.map(({ name, definition }) => ({ name, definition: definition === null ? null : { ...definition, nullable: true } })) : found;
}

function sourceOf(relation: Relation, named: OutputOf): Source {
  const called = relation.alias !== null ? [relation.alias] : relation.kind === "name" ? relation.ref.parts : null;
  // A lateral query may name columns of what stands before it, so it is not looked into.
  if (relation.kind === "other" || (relation.kind === "query" && relation.isLateral)) return { called, output: null };
  if (relation.kind === "query") return { called, output: renamed(outputOf(relation.query, named), relation.columns) };
  return { called, output: named(relation.ref) };
}

interface Scope {
  readonly select: Select;
  readonly sources: readonly Source[];
  /** Of the items before: a later item may name them. */
  readonly aliases: ReadonlySet<string>;
}

function itemOutput(item: Item, scope: Scope): Output {
  if (item.kind === "star") return starOutput(item, scope);
  if (item.kind === "column") {
    const name = item.alias ?? item.ref.parts.at(-1) ?? null;
    const definition = columnOf(item.ref, item.at, scope);
    return [{ name, definition: definition === null || name === null ? null : { ...definition, name } }];
  }
  if (item.type === null || item.alias === null) return [{ name: item.alias, definition: null }];
  return [{ name: item.alias, definition: { name: item.alias, type: item.type, nullable: true } }];
}

function starOutput(item: Extract<Item, { readonly kind: "star" }>, { select, sources }: Scope): Output {
  if (!item.isPlain || (item.of === null && select.merges)) return null;
  const meant = item.of === null ? sources : sources.filter(({ called }) => isCalled(called, item.of?.parts ?? []));
  if (meant.length === 0) return null;
  const outputs = meant.map(({ output }) => output);
  return outputs.some((output) => output === null) ? null : outputs.flatMap((output) => output ?? []);
}

function isCalled(called: readonly string[] | null, parts: readonly string[]): boolean {
  if (called === null || parts.length > called.length) return false;
  return parts.every((part, i) => called[called.length - parts.length + i] === part);
}

/** `null`: it is there, or may be, but nothing is known about it. */
function columnOf(ref: NameRef, at: Position, { select, sources, aliases }: Scope): ColumnDefinition | null {
  const name = ref.parts.at(-1) ?? "";
  const qualifier = ref.parts.slice(0, -1);
  const meant = qualifier.length === 0 ? sources : sources.filter(({ called }) => isCalled(called, qualifier));
  const hits = meant.flatMap(({ output }) => (output ?? []).filter((column) => column.name === name));
  const isMerged = select.merges && hits.length > 1;
  if (hits.length === 1 || isMerged) return hits[0]?.definition ?? null;
  const mayBeElsewhere = meant.length === 0 || meant.some(({ output }) => output === null || output.some((column) => column.name === null));
  if (hits.length === 0 && !mayBeElsewhere && !(qualifier.length === 0 && (aliases.has(name) || name.startsWith("METADATA$"))))
    throw invalidIdentifier(ref.parts.join("."), at);
  return null;
}

/** What a stored table or view gives. ORDER is there where not every column of a view could be typed. */
export function storedOutput(entry: Entry): Output {
  const typed = new Map(columnsOf(entry).map((column) => [column.name, column]));
  const { ORDER: order } = entry.properties;
  if (order === null) return null;
  return ((order as readonly string[] | undefined) ?? [...typed.keys()]).map((name) => {
    const column = typed.get(name);
    if (column === undefined) return { name, definition: null };
    const { type, nullable, collation } = column;
    return { name, definition: { name, type, nullable, ...(collation === undefined ? {} : { collation }) } };
  });
}
