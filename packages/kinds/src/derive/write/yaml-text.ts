import { isList, type Value } from "../../value.ts";

/** A map as a file of the project: YAML that says the same under YAML 1.1 and 1.2, with text of several lines as it stands. */
export function yamlText(fields: { readonly [key: string]: Value }): string {
  const entries = Object.entries(fields);
  return entries.length === 0 ? "{}\n" : entries.map(([key, value]) => entry(key, value, "")).join("");
}

function entry(key: string, value: Value, indent: string): string {
  return `${indent}${scalar(key)}:${behind(value, indent)}`;
}

/** What stands behind a colon or a dash: on the same line, or below it. */
function behind(value: Value, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === "string" && isBlock(value)) {
    const lines = value.split("\n").map((line) => (line === "" ? "" : `${inner}${line}`));
    return ` |-\n${lines.join("\n")}\n`;
  }
  if (typeof value !== "object") return ` ${scalar(value)}\n`;
  if (isList(value)) {
    const isFlat = value.every((item) => typeof item !== "object");
    return isFlat ? ` ${flow(value)}\n` : `\n${value.map((item) => `${inner}- ${flow(item)}\n`).join("")}`;
  }
  const entries = Object.entries(value);
  return entries.length === 0 ? " {}\n" : `\n${entries.map(([k, v]) => entry(k, v, inner)).join("")}`;
}

/** On one line: `{ policy_name: M, columns: ["A"] }`. Text stands in quotes, since more is special here. */
function flow(value: Value): string {
  if (typeof value !== "object") return typeof value === "string" ? inQuotes(value) : String(value);
  if (isList(value)) return `[${value.map(flow).join(", ")}]`;
  const entries = Object.entries(value);
  return entries.length === 0 ? "{}" : `{ ${entries.map(([k, v]) => `${scalar(k)}: ${flow(v)}`).join(", ")} }`;
}

/** Lines of which a block keeps every character: a first line or all of it in spaces, tabs or odd characters would not. */
function isBlock(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what YAML does not take
  return text.includes("\n") && /^[^\s]/.test(text) && !/\n$/.test(text) && !/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\n +\n/.test(text);
}

const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~)$/i;

/** Plain where every YAML takes it for text. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z_][A-Za-z0-9_.$()]*$/.test(value) && !WORDS.test(value) ? value : inQuotes(value);
}

/** YAML has the escapes of JSON, and takes fewer characters as they are. */
function inQuotes(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
