import { formatDataType, lex, parseDataType, readDataType } from "@snowtower/sql";
import type { ValueType } from "../../value-type.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

/** A data type in normal form. */
export const dataType: ValueType<string> = {
  ...text,
  says: "a data type",
  parse(node, context) {
    const source = text.parse(node, context);
    if (source === undefined) return undefined;
    const type = parseDataType(source);
    if (type !== null) return formatDataType(type);
    return refuse(context, {
      code: "ST1104",
      message: `not a data type: ${describeNode(node)}`,
      at: node.at,
      hint: "VARCHAR(255), NUMBER(38,0), VARIANT, ...",
    });
  },
};

/** A type of an argument or a result as the account shows it: often its base name only, and then its parameters are not known. */
export function shownType(source: string): { readonly type: string; readonly rest: string } | null {
  const { tokens } = lex(source);
  const read = readDataType(tokens, 0, source);
  if (read === null) return null;
  const end = tokens[read.next - 1]?.end ?? 0;
  const told = source.slice(0, end).includes("(");
  return { type: told ? formatDataType(read.type) : read.type.base, rest: source.slice(end).trim() };
}

/** True unless the two types are known to differ: a bare base name fits all its parameters. */
export function sameType(a: string, b: string): boolean {
  return a === b || (baseOf(a) === baseOf(b) && (a === baseOf(a) || b === baseOf(b)));
}

/** `NUMBER` of `NUMBER(38,0)`. */
export function baseOf(type: string): string {
  return parseDataType(type)?.base ?? type.replace(/\(.*$/s, "").trim().toUpperCase();
}
