import {
  displayed,
  displayedName,
  exactly,
  type Identifier,
  id,
  isUnquoted,
  MAX_IDENTIFIER_LENGTH,
  name as nameFragment,
  parseIdentifier,
  parseQualifiedName,
  type QualifiedName,
  splitName,
} from "@snowtower/sql";
import type { ConfigNode } from "../config-node.ts";
import type { ParseContext, ValueType } from "../value-type.ts";
import { describeNode, refuse } from "./refuse.ts";

/** A part of a name as files write it: letters, digits, `_`, `$` are folded to upper case (also with a digit in front, which SQL would want quoted); anything else stands in quotes. `null`: neither. */
export function readPart(written: string): Identifier | null {
  const part = /^[A-Za-z0-9_$]+$/.test(written) ? exactly(written.toUpperCase()) : parseIdentifier(written);
  return part !== null && part.length > 0 && part.length <= MAX_IDENTIFIER_LENGTH ? part : null;
}

/** An account-level name with the environment's prefix before it. */
export function withPrefix(prefix: string, name: Identifier): Identifier {
  return exactly(prefix + name);
}

function textOf(node: ConfigNode, context: ParseContext): string | undefined {
  if (node.kind === "scalar" && (node.type === "text" || node.type === "number") && node.source !== "") return node.source.trim();
  return refuse(context, { code: "ST1103", message: `expected a name, found ${describeNode(node)}`, at: node.at });
}

function badName(node: ConfigNode, context: ParseContext, written: string): undefined {
  const hint = isUnquoted(written)
    ? `a name has at most ${MAX_IDENTIFIER_LENGTH} characters`
    : "letters, digits, _ and $; put a name with other characters in double quotes: '\"my name\"'";
  return refuse(context, { code: "ST1105", message: `not a name: ${describeNode(node)}`, at: node.at, hint });
}

function displayedType(parse: (node: ConfigNode, context: ParseContext) => string | undefined, says: string): ValueType<string> {
  return {
    says,
    parse,
    decode: (cell) => (cell === null || cell === "" || cell === "null" ? undefined : displayedCell(cell)),
    render: (value) => nameFragment(parseQualifiedName(value) ?? [exactly(value)]),
    write: (value) => value,
    schema: { type: ["string", "number"], minLength: 1 },
  };
}

/** A cell holds the stored name of one object; in a catalog names stand in displayed form. */
function displayedCell(cell: string): string {
  return displayed(exactly(cell));
}

/** The name of an object without a container; the value is its displayed form. `prefixed`: the environment's prefix is put before it. */
export function accountName(options: { readonly prefixed: boolean }): ValueType<string> {
  return displayedType((node, context) => {
    const written = textOf(node, context);
    if (written === undefined) return undefined;
    const part = readPart(written);
    if (part === null) return badName(node, context, written);
    return displayed(options.prefixed ? withPrefix(context.prefix, part) : part);
  }, "a name");
}

/** A name inside an object, as a column's: stored form. */
export const columnName: ValueType<string> = {
  says: "a column's name",
  parse(node, context) {
    const written = textOf(node, context);
    if (written === undefined) return undefined;
    return readPart(written) ?? badName(node, context, written);
  },
  decode: (cell) => cell ?? undefined,
  render: (value) => id(exactly(value)),
  write: (value) => displayed(exactly(value)),
  schema: { type: ["string", "number"], minLength: 1 },
};

/** Completes a relative name: `t`, `sc.t` or `db.sc.t`; the database gets the environment's prefix. `null` if it is no name of a schema's object. */
export function resolveSchemaObject(written: string, context: Pick<ParseContext, "prefix" | "database" | "schema">): QualifiedName | null {
  const parts = splitName(written)?.map(readPart);
  if (parts === undefined || parts.length < 1 || parts.length > 3 || parts.some((p) => p === null)) return null;
  const name = parts as Identifier[];
  const [first] = name;
  if (name.length === 3 && first !== undefined) return [withPrefix(context.prefix, first), ...name.slice(1)];
  if (context.database === null || (name.length === 1 && context.schema === null)) return null;
  return name.length === 2 ? [context.database, ...name] : [context.database, context.schema as Identifier, ...name];
}

/** The name of an object in a schema, relative to the file's own; the value is the full displayed name. */
export const schemaObjectName: ValueType<string> = displayedType((node, context) => {
  const written = textOf(node, context);
  if (written === undefined) return undefined;
  const name = resolveSchemaObject(written, context);
  return name === null ? badName(node, context, written) : displayedName(name);
}, "the name of an object in a schema");
