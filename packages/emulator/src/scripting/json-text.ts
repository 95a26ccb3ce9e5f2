import { unsupported } from "../sql-error.ts";

/** A JSON text on one line, or with an indent as Snowflake shows semi-structured values (JSON_INDENT). Numbers stay as they are written. */
export function printJson(text: string, indent: number): string {
  let shown = "";
  let depth = 0;
  const line = (): string => (indent === 0 ? "" : `\n${" ".repeat(indent * depth)}`);
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|\[\s*\]|\{\s*\}|[[\]{}:,]|[^\s"[\]{}:,]+/g)) {
    if (part === "[" || part === "{") {
      depth++;
      shown += part + line();
    } else if (part === "]" || part === "}") {
      depth--;
      shown += line() + part;
    } else if (part === ",") shown += part + line();
    else if (part === ":") shown += indent === 0 ? ":" : ": ";
    else shown += /^[[{]/.test(part) ? part.replace(/\s/g, "") : part;
  }
  return shown;
}

/** `undefined`, which arrays of SQL NULL have, as JSON's null. */
export function withoutUndefined(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\bundefined\b/g, (part) => (part === "undefined" ? "null" : part));
}

/** Reads a JSON text whose numbers fit; what would lose digits is refused. */
export function readJson(text: string): unknown {
  if (/\d{16}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ""))) throw unsupported("semi-structured values with numbers of more than 15 digits in a block");
  return JSON.parse(withoutUndefined(text));
}
