import { displayed, exactly } from "@snowtower/sql";
import { unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { readPart } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

/** A column of a view's column list: its stored name, and its comment. */
export type ViewColumn = { readonly name: string; readonly comment?: string };

/** The column list of a view: in a file a map of names to comments, or to nothing. */
export const viewColumns: ValueType<readonly ViewColumn[]> = {
  says: "a map of column names to comments",
  parse(node, context) {
    if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map of columns, found ${describeNode(node)}`, at: node.at });
    const columns: ViewColumn[] = [];
    let whole = true;
    for (const entry of node.entries) {
      const name = readPart(entry.key);
      const bare = entry.value.kind === "scalar" && entry.value.type === "null";
      const comment = bare ? "" : text.parse(entry.value, context);
      if (name === null) refuse(context, { code: "ST1105", message: `not a name of a column: "${entry.key}"`, at: entry.keyAt });
      if (name === null || comment === undefined) whole = false;
      else columns.push(comment === "" ? { name } : { name, comment });
    }
    return whole ? columns : undefined;
  },
  decode: (cell) => (cell === null ? undefined : unknown("columns are not read from one cell")),
  render() {
    throw new TypeError("columns have no form in a property");
  },
  write: (columns) => Object.fromEntries(columns.map((column) => [displayed(exactly(column.name)), column.comment ?? ""])),
  schema: { type: "object", additionalProperties: { type: ["string", "null"] } },
};

/** True if two lists name the same columns, with whatever comments. */
export function sameNames(a: readonly ViewColumn[], b: readonly ViewColumn[]): boolean {
  return a.length === b.length && a.every((column, i) => column.name === b[i]?.name);
}
