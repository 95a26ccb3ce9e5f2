import { holds, isVisible, owns } from "../access/authorize.ts";
import { childrenOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { procedure } from "../objects/procedure.ts";
import { find, written } from "../objects/resolve.ts";
import { argumentsOf } from "../objects/routine/routine.ts";
import type { Argument } from "../parser/arguments.ts";
import type { NameRef } from "../parser/cursor.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import type { Value } from "./value.ts";

/** What a call gives, by position or by name. */
interface Given {
  readonly argument: string | null;
  readonly value: Value;
}

/** A parameter with the position of the argument that is for it; `null`: it has its default. */
export interface Bound {
  readonly parameter: Argument;
  readonly position: number | null;
}

interface Found {
  readonly entry: Entry;
  readonly bound: readonly Bound[];
}

/** The procedure a call means: by name, number and names of arguments, then by their types (docs: sql-reference/sql/call, developer-guide/udf-stored-procedure-naming-conventions). */
export function findProcedure(context: Context, ref: NameRef, given: readonly Given[]): Found {
  const overloads = visibleOverloads(context, ref);
  if (overloads.length === 0) {
    const isQualified = ref.parts.length > 1;
    throw compilationError(isQualified ? "002141" : "002140", "42601", `Unknown ${isQualified ? "user-defined " : ""}function ${written(ref)}.`);
  }
  const fitting = overloads.flatMap((entry) => {
    const bound = bind(argumentsOf(entry), given);
    return bound === null ? [] : [{ entry, bound }];
  });
  const [first] = fitting;
  if (first === undefined) {
    const types = given.map(({ value }) => typeName(value)).join(", ");
    throw new SqlError(
      "001044",
      "42P13",
      `SQL compilation error: error line 1 at position 5\nInvalid argument types for function '${ref.parts.at(-1) ?? ""}': (${types})`,
    );
  }
  return fitting.reduce((best, next) => (distance(next, given) < distance(best, given) ? next : best), first);
}

/** Calling needs USAGE or OWNERSHIP (docs: sql-reference/sql/call; user-guide/security-access-control-privileges). */
function visibleOverloads(context: Context, ref: NameRef): readonly Entry[] {
  const { catalog } = context.draft;
  const schema = schemaOf(context, ref);
  if (schema === null) return [];
  const name = ref.parts.at(-1);
  return childrenOf(catalog, schema, "PROCEDURE").filter(
    (entry) =>
      entry.name === name &&
      entry.droppedOn === null &&
      isVisible(context, entry, procedure.seenWith) &&
      (owns(context, entry) || holds(catalog, context.active.all, { privilege: "USAGE", on: entry })),
  );
}

function schemaOf(context: Context, ref: NameRef): number | null {
  const outer = ref.parts.slice(0, -1);
  if (outer.length === 0) return context.session.schema;
  const parts = outer.length === 2 && outer[1] === "" ? [outer[0] ?? "", "PUBLIC"] : outer;
  return find(context, { kind: { name: "SCHEMA", label: "Schema", container: "DATABASE" }, ref: { parts }, args: null })?.id ?? null;
}

function bind(parameters: readonly Argument[], given: readonly Given[]): readonly Bound[] | null {
  if (given.length > parameters.length) return null;
  const names = new Set(parameters.map(({ name }) => name));
  if (given.some(({ argument }) => argument !== null && !names.has(argument))) return null;
  const bound = parameters.map((parameter, i): Bound | null => {
    const position = given.findIndex(({ argument }, at) => (argument === null ? at === i : argument === parameter.name));
    if (position < 0 && parameter.default === undefined) return null;
    return { parameter, position: position < 0 ? null : position };
  });
  return bound.some((each) => each === null) ? null : (bound as readonly Bound[]);
}

const BASES: Readonly<Record<string, string>> = {
  fixed: "NUMBER",
  real: "FLOAT",
  text: "VARCHAR",
  boolean: "BOOLEAN",
  variant: "VARIANT",
  date: "DATE",
  time: "TIME",
};

/** How many arguments have to be converted, and how far. */
function distance({ bound }: Found, given: readonly Given[]): number {
  return bound.reduce((sum, { parameter, position }) => {
    const value = position === null ? undefined : given[position]?.value;
    if (value === undefined || value.cell === null) return sum;
    const base = BASES[value.column.type] ?? value.column.type.toUpperCase();
    if (base === parameter.base) return sum;
    return sum + (base === "NUMBER" && parameter.base === "FLOAT" ? 1 : 10);
  }, 0);
}

function typeName({ column }: Value): string {
  if (column.type === "fixed") return `NUMBER(${column.precision ?? 38},${column.scale ?? 0})`;
  return column.type === "text" ? `VARCHAR(${column.length ?? 16777216})` : (BASES[column.type] ?? column.type.toUpperCase());
}
