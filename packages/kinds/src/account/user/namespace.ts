import { displayedName, type Identifier, parseQualifiedName, splitName, text as textFragment } from "@snowtower/sql";
import { unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { readPart, withPrefix } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

/** A database, or a database and a schema; the database gets the environment's prefix. The value is the displayed name. */
export const namespace: ValueType<string> = {
  ...text,
  says: "a database, or a database and a schema",
  parse(node, context) {
    const written = text.parse(node, context);
    if (written === undefined) return undefined;
    const parts = splitName(written.trim())?.map(readPart) ?? [];
    const [database, schema] = parts;
    if (parts.length < 1 || parts.length > 2 || !database || schema === null) {
      return refuse(context, { code: "ST1105", message: `not a name of a database or schema: ${describeNode(node)}`, at: node.at });
    }
    const name: Identifier[] = [withPrefix(context.prefix, database)];
    return displayedName(schema === undefined ? name : [...name, schema]);
  },
  decode(cell) {
    if (cell === null || cell === "") return undefined;
    const name = parseQualifiedName(cell);
    return name === null ? unknown(`not a name: ${cell}`) : displayedName(name);
  },
  render: textFragment,
};
