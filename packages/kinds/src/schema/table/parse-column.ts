import { closest, displayed, displayedName, formatDataType, type Identifier, lex, readDataType } from "@snowtower/sql";
import type { ConfigEntry, ConfigMap, ConfigNode } from "../../config-node.ts";
import type { ParseContext } from "../../value-type.ts";
import { readPart, resolveSchemaObject } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";
import { tagValues } from "../../value-types/tag-values.ts";
import type { TableColumn } from "./column.ts";
import { formatIdentity, readIdentity } from "./identity.ts";

export const COLUMN_KEYS = ["type", "default", "default_sequence", "expression", "collate", "comment", "tags", "renamed_from"] as const;

type ColumnKey = (typeof COLUMN_KEYS)[number];

/** One column of a file, in its short or its long form; `null` if a mistake in it was reported. */
export function parseColumn(name: Identifier, node: ConfigNode, context: ParseContext): TableColumn | null {
  if (node.kind === "scalar") return withType(name, node, context);
  if (node.kind === "list") return refused(context, `the column ${displayed(name)} is a list; expected its type, or a map with it`, node);
  const entries = entriesOf(node, context);
  const type = entries.get("type");
  if (type === undefined) {
    refuse(context, { code: "ST1102", message: `the column ${displayed(name)} has no type`, at: node.at });
    return null;
  }
  const column = withType(name, type.value, context);
  const parts = [...entries.keys()].filter((key) => key !== "type").map((key) => parsePart(key, (entries.get(key) as ConfigEntry).value, context));
  if (column === null || parts.some((part) => part === null)) return null;
  if (entries.has("default") && entries.has("default_sequence")) return refused(context, "a column has a default or a default_sequence, not both", node);
  return Object.assign({ ...column }, ...parts) as TableColumn;
}

/** A key that is none of a column's is ignored by SnowDDL without a word: here with a warning. */
function entriesOf(node: ConfigMap, context: ParseContext): ReadonlyMap<ColumnKey, ConfigEntry> {
  const entries = new Map<ColumnKey, ConfigEntry>();
  for (const entry of node.entries) {
    const key = COLUMN_KEYS.find((each) => each === entry.key);
    if (key === undefined) warnUnknown(entry, context);
    else if (entry.value.kind !== "scalar" || entry.value.type !== "null") entries.set(key, entry);
  }
  return entries;
}

function warnUnknown(entry: ConfigEntry, context: ParseContext): void {
  const near = closest(entry.key, COLUMN_KEYS);
  const hint = near === null ? {} : { hint: `did you mean "${near}"?` };
  context.report({ severity: "warning", code: "ST1101", message: `unknown key "${entry.key}" of a column has no effect`, at: entry.keyAt, ...hint });
}

/** `VARCHAR(10)`, `VARCHAR(10) NOT NULL`. */
function withType(name: Identifier, node: ConfigNode, context: ParseContext): TableColumn | null {
  const source = text.parse(node, context);
  if (source === undefined) return null;
  const { tokens, error } = lex(source);
  const read = error === null ? readDataType(tokens, 0, source) : null;
  const rest = read === null ? [] : tokens.slice(read.next, -1).map((token) => token.value);
  if (read === null || (rest.length > 0 && rest.join(" ") !== "NOT NULL")) {
    refuse(context, {
      code: "ST1104",
      message: `not a data type: ${describeNode(node)}`,
      at: node.at,
      hint: "TYPE, or TYPE NOT NULL: VARCHAR(255), NUMBER(38,0) NOT NULL",
    });
    return null;
  }
  return { name, type: formatDataType(read.type), ...(rest.length > 0 ? { not_null: true } : {}) };
}

function parsePart(key: ColumnKey, node: ConfigNode, context: ParseContext): Partial<TableColumn> | null {
  if (key === "default") return parseDefault(node, context);
  if (key === "tags") return parseTags(node, context);
  if (key === "renamed_from") return parseFormerName(node, context);
  const value = text.parse(node, context);
  if (value === undefined) return null;
  if (key === "collate") return { collate: value.toLowerCase() };
  if (key === "comment") return value === "" ? {} : { comment: value };
  if (key === "expression") return { expression: value };
  const name = resolveSchemaObject(value, context);
  if (name !== null) return { default_sequence: displayedName(name) };
  refuse(context, { code: "ST1105", message: `not a name of a sequence: ${describeNode(node)}`, at: node.at });
  return null;
}

function parseTags(node: ConfigNode, context: ParseContext): Partial<TableColumn> | null {
  const tags = tagValues.parse(node, context);
  return tags === undefined ? null : { tags };
}

function parseFormerName(node: ConfigNode, context: ParseContext): Partial<TableColumn> | null {
  const value = text.parse(node, context);
  const name = value === undefined ? null : readPart(value);
  if (name !== null) return { renamed_from: name };
  if (value !== undefined) refuse(context, { code: "ST1105", message: `not a name of a column: ${describeNode(node)}`, at: node.at });
  return null;
}

/** SQL of the user's: a number or true stands for itself, text is an expression, so that a string needs its own quotes. */
function parseDefault(node: ConfigNode, context: ParseContext): Partial<TableColumn> | null {
  if (node.kind !== "scalar" || node.value === null || node.type === "date")
    return refused(context, `expected an expression as text, found ${describeNode(node)}`, node);
  const source = node.type === "text" ? (node.value as string).trim() : node.source;
  const { error } = lex(source);
  if (source === "" || error !== null) return refused(context, `not an expression: ${error?.message ?? "empty text"}`, node);
  const identity = readIdentity(source);
  return { default: identity === null ? source : formatIdentity(identity) };
}

function refused(context: ParseContext, message: string, node: ConfigNode): null {
  refuse(context, { code: "ST1104", message, at: node.at });
  return null;
}
