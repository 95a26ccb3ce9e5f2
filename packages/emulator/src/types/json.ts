import { SqlError, unsupported } from "../sql-error.ts";

/** JSON whose numbers keep their digits. `undefined` is no value of it. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;

interface JsonNumber {
  readonly number: string;
}

/** Keys in order, as Snowflake keeps an object's. */
export type JsonObject = ReadonlyMap<string, Json>;

export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value();
  reader.space();
  if (reader.at < text.length) reader.fail();
  return value;
}

class Reader {
  at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  fail(): never {
    throw new SqlError(
      "100069",
      "22P02",
      `Error parsing JSON: ${this.at >= this.text.length ? "incomplete object value" : "misplaced character"}, pos ${this.at + 1}`,
    );
  }

  space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  value(): Json {
    this.space();
    const c = this.text[this.at];
    if (c === "{") return this.object();
    if (c === "[") return this.array();
    if (c === '"') return this.string();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    return this.number();
  }

  private number(): Json {
    const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 100));
    if (match === null) this.fail();
    this.at += match[0].length;
    return { number: canonicalNumber(match[0]) };
  }

  private string(): string {
    const end = /^"(?:[^"\\]|\\[\s\S])*"/.exec(this.text.slice(this.at));
    if (end === null) this.fail();
    try {
      const value = JSON.parse(end[0].replace(/[\n\r\t]/g, (c) => JSON.stringify(c).slice(1, -1))) as string;
      this.at += end[0].length;
      return value;
    } catch {
      this.fail();
    }
  }

  private array(): Json {
    const items: Json[] = [];
    this.at++;
    for (this.space(); this.text[this.at] !== "]"; this.space()) {
      if (items.length > 0) this.expect(",");
      items.push(this.value());
    }
    this.at++;
    return items;
  }

  private object(): Json {
    const entries = new Map<string, Json>();
    this.at++;
    for (this.space(); this.text[this.at] !== "}"; this.space()) {
      if (entries.size > 0) this.expect(",");
      this.space();
      if (this.text[this.at] !== '"') this.fail();
      const key = this.string();
      this.space();
      this.expect(":");
      if (entries.has(key)) throw new SqlError("100069", "22P02", `Error parsing JSON: duplicate object attribute "${key}", pos ${this.at}`);
      entries.set(key, this.value());
    }
    this.at++;
    return sorted(entries);
  }

  private expect(c: string): void {
    if (this.text[this.at] !== c) this.fail();
    this.at++;
  }
}

export function sorted(entries: ReadonlyMap<string, Json>): JsonObject {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `1.50` is 1.5; one with an exponent is refused, as nobody knows here how it is printed. */
export function canonicalNumber(text: string): string {
  if (/e/i.test(text)) throw unsupported("a number with an exponent in JSON");
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "").replace(/^-0$/, "0") : text;
}

export function isNumber(value: Json): value is JsonNumber {
  return typeof value === "object" && value !== null && "number" in value;
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json): value is JsonObject {
  return value instanceof Map;
}

export function writeJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (isNumber(value)) return value.number;
  if (isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  return `{${[...(value as JsonObject)].map(([key, of]) => `${JSON.stringify(key)}:${writeJson(of)}`).join(",")}}`;
}

/** As Snowflake prints a VARIANT: two spaces a level, nothing inside what is empty. */
export function prettyJson(value: Json, indent = ""): string {
  const inner = `${indent}  `;
  if (isArray(value)) return value.length === 0 ? "[]" : `[\n${value.map((of) => inner + prettyJson(of, inner)).join(",\n")}\n${indent}]`;
  if (!isObject(value)) return writeJson(value);
  if (value.size === 0) return "{}";
  return `{\n${[...value].map(([key, of]) => `${inner}${JSON.stringify(key)}: ${prettyJson(of, inner)}`).join(",\n")}\n${indent}}`;
}
