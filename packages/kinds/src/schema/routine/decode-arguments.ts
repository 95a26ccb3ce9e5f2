import type { RowView } from "../../rows.ts";
import { type Read, unknown } from "../../value.ts";
import { splitExpressions } from "../sql-text/canonical-sql.ts";
import type { RoutineArgument } from "./arguments.ts";
import { baseOf, shownType } from "./routine-type.ts";

/** The arguments of `F(VARCHAR, DEFAULT NUMBER) RETURN FLOAT`, the column `arguments` of SHOW USER FUNCTIONS and SHOW USER PROCEDURES. */
function shownArguments(row: RowView): readonly string[] {
  const cell = row.get("arguments") ?? "";
  const name = row.get("name") ?? "";
  const open = cell.indexOf("(", cell.startsWith(name) ? name.length : 0);
  return open < 0 ? [] : splitExpressions(innerOf(cell, open));
}

function innerOf(source: string, open: number): string {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    if (source[at] === "(") depth++;
    if (source[at] === ")" && --depth === 0) return source.slice(open + 1, at);
  }
  return source.slice(open + 1);
}

/** The base names of the argument types: the identity of an overload. */
export function argumentTypesOf(row: RowView): readonly string[] {
  return shownArguments(row).map((each) => baseOf(each.replace(/^(?:(?:DEFAULT|IN|INPUT|OUT|OUTPUT)\s+)+/, "")));
}

/** `(A NUMBER, B VARCHAR(10) DEFAULT 'x')`, the property `signature` of DESCRIBE. Where it leaves defaults out, SHOW still says that there is one. */
export function decodeSignature(signature: string, row: RowView): Read<readonly RoutineArgument[]> {
  const source = signature.trim();
  if (!source.startsWith("(") || !source.endsWith(")")) return unknown(`not a signature: ${signature}`);
  const shown = shownArguments(row);
  const all: RoutineArgument[] = [];
  for (const [i, part] of splitExpressions(source.slice(1, -1)).entries()) {
    const argument = decodeArgument(part, /^DEFAULT\s/.test(shown[i] ?? ""));
    if (argument === null) return unknown(`not an argument: ${part}`);
    all.push(argument);
  }
  return all.length > 0 ? all : undefined;
}

function decodeArgument(part: string, optional: boolean): RoutineArgument | null {
  const match = /^("(?:[^"]|"")+"|\S+)\s+(?:(?:IN|INPUT|OUT|OUTPUT)\s+)?(.+)$/s.exec(part);
  const read = match === null ? null : shownType(match[2] as string);
  if (match === null || read === null) return null;
  const written = match[1] as string;
  const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
  const fallback = /^DEFAULT\s+(.+)$/is.exec(read.rest)?.[1];
  if (fallback !== undefined) return { name, type: read.type, default: fallback };
  return optional ? { name, type: read.type, optional: true } : { name, type: read.type };
}
