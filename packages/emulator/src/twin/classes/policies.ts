import type { Value } from "../../catalog/entry.ts";
import { classNamed } from "../../objects/registry.ts";
import { readNamedArguments } from "../../parser/arguments.ts";
import { Cursor } from "../../parser/cursor.ts";
import { type ClassReading, described, listed, put, type Reading } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { cell, textCell } from "../row.ts";

/** Policies that are an expression. */
export const bodyPolicy: ClassReading = {
  complete({ entry, seeding }) {
    if (entry.properties.BODY !== undefined && entry.properties.RETURNS !== undefined) return;
    entry.properties.BODY ??= "";
    entry.properties.RETURNS ??= "";
    seeding.hole({ object: seeding.nameOf(entry), why: `${entry.class}: its body was not read` });
  },
  show({ entry, row }) {
    if (/"EXEMPT_OTHER_POLICIES"\s*:\s*"?TRUE/i.test(textCell(row, "options") ?? "")) entry.properties.EXEMPT_OTHER_POLICIES = true;
  },
  describe({ entry }, [row]) {
    if (row === undefined) return;
    const signature = textCell(row, "signature");
    const args = signature === null ? null : quietly(() => readNamedArguments(new Cursor(signature)));
    if (args !== null && args.length > 0) entry.properties.SIGNATURE = args.map(({ name, type }) => ({ name, type }));
    const [returns, body] = [textCell(row, "return_type"), textCell(row, "body")];
    if (returns !== null) entry.properties.RETURNS = returns;
    if (body !== null) entry.properties.BODY = body;
  },
};

/** Policies of settings: DESCRIBE has a row, or a column, for each. */
export const settingsPolicy: ClassReading = {
  describe({ entry, seeding }, rows) {
    const [first] = rows;
    if (first === undefined) return;
    const isColumns = !first.places.has("property");
    const said = described(rows);
    for (const { name } of classNamed(entry.class)?.properties ?? []) {
      const text = isColumns ? cell(first, name.toLowerCase()) : said.get(name);
      if (text === null || text === undefined || text === "null") continue;
      put(entry, name, parsed({ seeding, entry, row: first }, text));
    }
    const comment = said.get("COMMENT");
    if (comment !== undefined && comment !== "null") entry.comment = comment;
  },
};

/** `[A, B]`, `{K={L=1}}`, a number or a word, as these policies print their settings. */
function parsed(_reading: Reading, text: string): Value {
  const trimmed = text.trim();
  if (trimmed.startsWith("[")) return listed(trimmed);
  if (trimmed.startsWith("{")) return new Nested(trimmed).value();
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Reads `{K=v, L=[a, b], M={N=1}}`. */
class Nested {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  value(): Value {
    if (this.text[this.at] === "{") return this.record();
    if (this.text[this.at] === "[") return this.list();
    const from = this.at;
    while (this.at < this.text.length && !",]}".includes(this.text[this.at] ?? "")) this.at++;
    const word = this.text.slice(from, this.at).trim();
    return /^\d+$/.test(word) ? Number(word) : word;
  }

  private record(): Value {
    const found: Record<string, Value> = {};
    for (this.at++; this.at < this.text.length && this.text[this.at] !== "}"; this.skip()) {
      const from = this.at;
      while (this.at < this.text.length && this.text[this.at] !== "=") this.at++;
      const key = this.text.slice(from, this.at++).trim();
      found[key] = this.value();
    }
    this.at++;
    return found;
  }

  private list(): Value {
    const found: Value[] = [];
    for (this.at++; this.at < this.text.length && this.text[this.at] !== "]"; this.skip()) found.push(this.value());
    this.at++;
    return found;
  }

  private skip(): void {
    while (this.text[this.at] === "," || this.text[this.at] === " ") this.at++;
  }
}

export const networkRule: ClassReading = {
  // Without DESCRIBE the values are not known, only how many they are.
  state: ["entries_in_valuelist"],
  show({ entry, row }) {
    put(entry, "TYPE", textCell(row, "type") ?? undefined);
    put(entry, "MODE", textCell(row, "mode") ?? undefined);
  },
  describe({ entry }, [row]) {
    const values = row === undefined ? null : textCell(row, "value_list");
    if (values !== null) entry.properties.VALUE_LIST = values.split(/\s*,\s*/);
  },
};

const SECRET_VALUES: Readonly<Record<string, readonly string[]>> = { GENERIC_STRING: ["SECRET_STRING"], PASSWORD: ["PASSWORD"] };

export const secret: ClassReading = {
  state: ["desc oauth_access_token_expiry_time", "desc workload_identity_federation_issuer", "desc workload_identity_federation_subject"],
  show({ entry, row }) {
    const type = textCell(row, "secret_type");
    if (type === null) return;
    entry.properties.TYPE = type;
    for (const value of SECRET_VALUES[type] ?? []) entry.properties[value] = "(set)";
    if (type === "SYMMETRIC_KEY") entry.properties.ALGORITHM = "GENERIC";
    const scopes = textCell(row, "oauth_scopes");
    if (scopes !== null) entry.properties.OAUTH_SCOPES = listed(scopes);
  },
  describe({ entry }, [row]) {
    if (row === undefined) return;
    for (const [column, name] of [
      ["username", "USERNAME"],
      ["oauth_refresh_token_expiry_time", "OAUTH_REFRESH_TOKEN_EXPIRY_TIME"],
      ["integration_name", "API_AUTHENTICATION"],
      ["algorithm", "ALGORITHM"],
    ] as const) {
      const value = textCell(row, column);
      if (value !== null) entry.properties[name] = value;
    }
    // SHOW prints no comment and an empty one alike.
    if (cell(row, "comment") === "") entry.comment = "";
  },
};

export const tag: ClassReading = {
  show({ entry, row }) {
    const values = textCell(row, "allowed_values");
    const parsedValues = values === null ? null : quietly(() => JSON.parse(values) as unknown);
    if (Array.isArray(parsedValues)) entry.properties.ALLOWED_VALUES = parsedValues.map(String);
  },
};
