import { formatDataType, parseDataType } from "@snowtower/sql";
import type { Value } from "../../catalog/entry.ts";
import { type Argument, readNamedArguments } from "../../parser/arguments.ts";
import { Cursor } from "../../parser/cursor.ts";
import { type ClassReading, described, listed, type Reading } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { flagCell, type NamedRow, textCell } from "../row.ts";

/** `F(VARCHAR, DEFAULT NUMBER) RETURN FLOAT` cut at the commas outside parentheses. */
interface Signature {
  readonly arguments: readonly string[];
  readonly returns: string;
}

function signature(row: NamedRow): Signature {
  const text = textCell(row, "arguments") ?? "";
  const from = (textCell(row, "name") ?? "").length;
  const parts: string[] = [];
  let [depth, start, at] = [0, from + 1, from];
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth === 0) break;
    if (character !== "," || depth > 1) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  const last = text.slice(start, at).trim();
  return { arguments: [...parts, ...(last === "" ? [] : [last])].map((part) => part.trim()), returns: text.slice(at + 1).replace(/^\s*RETURN\s*/, "") };
}

const MARKS = /^(?:(?:DEFAULT|OUT)\s+)*/;

function bareType(argument: string): string {
  return argument.replace(MARKS, "");
}

/** What an overload is known by. */
export function overloadOf(row: NamedRow): string {
  return signature(row)
    .arguments.map((argument) => parseDataType(bareType(argument))?.base ?? bareType(argument))
    .join(", ");
}

/** That there is a default is told, not which. */
const UNKNOWN_DEFAULT = "NULL";

function shownArguments(row: NamedRow): readonly Argument[] {
  return signature(row).arguments.map((argument, i) => {
    const type = parseDataType(bareType(argument));
    return {
      name: `ARG${i + 1}`,
      type: type === null ? bareType(argument) : formatDataType(type),
      base: type?.base ?? bareType(argument),
      ...(/\bDEFAULT\s/.test(argument) ? { default: UNKNOWN_DEFAULT } : {}),
      ...(/^OUT\s/.test(argument) ? { out: true as const } : {}),
    };
  });
}

function returns(text: string): Value {
  const table = /^TABLE\s*(\(.*\))$/s.exec(text);
  if (table?.[1] !== undefined) {
    const columns = quietly(() => readNamedArguments(new Cursor(table[1] ?? ""))) ?? [];
    return { kind: "table", columns: columns.map(({ name, type }) => ({ name, type })) };
  }
  const [, bare = text, notNull] = /^(.*?)( NOT NULL)?$/s.exec(text) ?? [];
  const type = parseDataType(bare);
  return { kind: "value", type: type === null ? bare : formatDataType(type), notNull: notNull !== undefined };
}

export const routine: ClassReading = {
  state: ["is_builtin", "is_ansi", "valid_for_clustering", "is_external_function", "is_data_metric", "desc installed_packages"],
  show({ entry, row }) {
    const { properties } = entry;
    properties.ARGUMENTS = shownArguments(row) as unknown as Value;
    properties.RETURNS = returns(signature(row).returns);
    if (entry.comment === `user-defined ${entry.class.toLowerCase()}`) entry.comment = null;
    if (flagCell(row, "is_secure") === true) properties.SECURE = true;
    if (flagCell(row, "is_aggregate") === true) properties.AGGREGATE = true;
    if (flagCell(row, "is_memoizable") === true) properties.MEMOIZABLE = true;
    const language = textCell(row, "language");
    if (language !== null && language !== "SQL") properties.LANGUAGE = language;
    access(properties, textCell(row, "external_access_integrations"), textCell(row, "secrets"));
  },
  complete({ entry, seeding }) {
    if (entry.properties.RETURNS !== undefined) return;
    const types = entry.args === null || entry.args === "" ? [] : entry.args.split(", ");
    entry.properties.ARGUMENTS = types.map((base, i) => ({ name: `ARG${i + 1}`, type: base, base }));
    entry.properties.RETURNS = { kind: "value", type: "VARIANT", notNull: false };
    seeding.hole({ object: seeding.nameOf(entry), why: `${entry.class}: what it returns was not read; VARIANT is assumed` });
  },
  describe({ entry }, rows) {
    const said = described(rows);
    const { properties } = entry;
    properties.ARGUMENTS = named(said.get("SIGNATURE"), properties.ARGUMENTS as unknown as readonly Argument[]) as unknown as Value;
    const result = said.get("RETURNS");
    if (result !== undefined) properties.RETURNS = returns(result);
    const plain = { LANGUAGE: "SQL", "NULL HANDLING": "CALLED ON NULL INPUT", VOLATILITY: "VOLATILE", "EXECUTE AS": "OWNER" };
    for (const [property, fallback] of Object.entries(plain)) {
      const value = said.get(property);
      if (value !== undefined && value !== fallback) properties[property.replace(" ", "_")] = value;
    }
    for (const property of ["BODY", "HANDLER", "RUNTIME_VERSION", "TARGET_PATH"]) {
      const value = said.get(property);
      if (value !== undefined && (property === "BODY" || value !== "")) properties[property] = value;
    }
    for (const property of ["PACKAGES", "IMPORTS"]) {
      const items = listed(said.get(property) ?? "").map((item) => item.replace(/^'(.*)'$/, "$1"));
      if (items.length > 0) properties[property] = items;
    }
    if (said.get("IS_AGGREGATE") === "true") properties.AGGREGATE = true;
    access(properties, said.get("EXTERNAL_ACCESS_INTEGRATIONS") ?? null, said.get("SECRETS") ?? null);
  },
};

function access(properties: Reading["entry"]["properties"], integrations: string | null, secrets: string | null): void {
  const names = listed(integrations ?? "").map((name) => name.replace(/^"(.*)"$/, "$1").replaceAll('""', '"'));
  if (names.length > 0) properties.EXTERNAL_ACCESS_INTEGRATIONS = names;
  const pairs = secrets === null || secrets === "" ? null : quietly(() => JSON.parse(secrets) as Readonly<Record<string, string>>);
  if (pairs !== null) properties.SECRETS = pairs;
}

/** DESCRIBE knows the names, SHOW the defaults. */
function named(text: string | undefined, shown: readonly Argument[] | undefined): readonly Argument[] {
  const read = text === undefined ? null : quietly(() => readNamedArguments(new Cursor(text)));
  if (read === null) return shown ?? [];
  return read.map((argument, i) => {
    const { default: fallback, out } = shown?.[i] ?? {};
    return { ...argument, ...(fallback === undefined ? {} : { default: fallback }), ...(out === undefined ? {} : { out }) };
  });
}
