import { type Report, readPart } from "@snowtower/kinds";
import type { Identifier } from "@snowtower/sql";
import type { ObjectPlace } from "./place.ts";

const ENDING = /(?<=.)\.ya?ml$/;
const NAME_HINT = "letters, digits, _ and $; or any name in double quotes";

interface NamedPath {
  readonly name: string;
  readonly path: string;
}

export function hasYamlEnding(name: string): boolean {
  return ENDING.test(name);
}

/** The name without `.yaml` or `.yml`. */
export function stemOf(name: string): string {
  return name.replace(ENDING, "");
}

/** `warehouse.YAML`: meant to be read, but the endings are compared exactly, as SnowDDL does. */
export function wrongEnding(name: string): boolean {
  return /.\.ya?ml$/i.test(name) && !hasYamlEnding(name);
}

/** The database or schema that a folder stands for. */
export function databaseFolderName(entry: NamedPath, what: "database" | "schema", report: Report): Identifier | null {
  const name = readPart(entry.name);
  if (name !== null) return name;
  const hint = what === "database" ? `${NAME_HINT}; or start it with "__" if it is no database` : NAME_HINT;
  report({
    severity: "error",
    code: "ST1010",
    message: `the folder "${entry.name}" is not a name of a ${what}`,
    at: { file: entry.path, line: 1, column: 1 },
    hint,
  });
  return null;
}

/** `t`, `"my table"`, `f(varchar,number)`, `f()`. */
export function objectFileName(entry: NamedPath, report: Report): Pick<ObjectPlace, "name" | "argumentTypes"> | null {
  const stem = stemOf(entry.name);
  const written = /^("(?:[^"]|"")*"|[^("]*)(?:\(([^()]*)\))?$/.exec(stem);
  const name = readPart(written?.[1] ?? stem);
  const types = written?.[2]?.trim();
  const argumentTypes = types === undefined ? undefined : types === "" ? [] : types.split(",").map((type) => type.trim().toUpperCase());
  if (name !== null && !argumentTypes?.includes("")) return argumentTypes === undefined ? { name } : { name, argumentTypes };
  const hint = stem.includes("(") ? "arguments are written as in f(varchar,number).yaml" : NAME_HINT;
  report({ severity: "error", code: "ST1011", message: `"${entry.name}" is not a name of an object`, at: { file: entry.path, line: 1, column: 1 }, hint });
  return null;
}
