import { displayed, exactly } from "@snowtower/sql";
import type { ConfigNode } from "../../config-node.ts";
import { unknown } from "../../value.ts";
import type { ParseContext, ValueType } from "../../value-type.ts";
import { record } from "../../value-types/collection.ts";
import { readPart } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";
import { type TagValues, tagValues } from "../../value-types/tag-values.ts";

/** A column of a view's column list. */
export type ViewColumn = {
  readonly name: string;
  readonly comment?: string;
  /** In a spec only: in an account they are edges. */
  readonly tags?: TagValues;
};

const longForm = record({ comment: text, tags: tagValues });

/** The column list of a view: in a file a map of names to comments, to maps of comment and tags, or to nothing. */
export const viewColumns: ValueType<readonly ViewColumn[]> = {
  says: "a map of column names to comments",
  parse(node, context) {
    if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map of columns, found ${describeNode(node)}`, at: node.at });
    const columns: ViewColumn[] = [];
    let whole = true;
    for (const entry of node.entries) {
      const name = readPart(entry.key);
      const said = parseColumn(entry.value, context);
      if (name === null) refuse(context, { code: "ST1105", message: `not a name of a column: "${entry.key}"`, at: entry.keyAt });
      if (name === null || said === undefined) whole = false;
      else columns.push({ name, ...said });
    }
    return whole ? columns : undefined;
  },
  decode: (cell) => (cell === null ? undefined : unknown("columns are not read from one cell")),
  render() {
    throw new TypeError("columns have no form in a property");
  },
  write: (columns) =>
    Object.fromEntries(
      columns.map(({ name, tags, comment }) => [displayed(exactly(name)), tags === undefined ? (comment ?? "") : { comment: comment ?? "", tags }]),
    ),
  schema: { type: "object", additionalProperties: { anyOf: [{ type: ["string", "null"] }, longForm.schema] } },
};

function parseColumn(node: ConfigNode, context: ParseContext): Omit<ViewColumn, "name"> | undefined {
  if (node.kind === "scalar" && node.type === "null") return {};
  const said = node.kind === "map" ? longForm.parse(node, context) : { comment: text.parse(node, context) };
  if (said === undefined || ("comment" in said && said.comment === undefined)) return undefined;
  const { comment, ...rest } = said as Omit<ViewColumn, "name">;
  return comment === undefined || comment === "" ? rest : { ...rest, comment };
}

/** True if two lists name the same columns, with whatever comments. */
export function sameNames(a: readonly ViewColumn[], b: readonly ViewColumn[]): boolean {
  return a.length === b.length && a.every((column, i) => column.name === b[i]?.name);
}
