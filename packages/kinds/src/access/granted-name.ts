import { displayed, exactly, type Identifier, parseDataType, parseIdentifier, type SecurableType, splitName } from "@snowtower/sql";
import { signature } from "../object-id.ts";
import { splitArguments } from "./signature.ts";

const PARTS: Readonly<Record<SecurableType["in"], number>> = { account: 1, database: 2, schema: 3 };
const OVERLOADS = new Set(["FUNCTION", "PROCEDURE", "DATA METRIC FUNCTION"]);

/** The displayed name of an object from the column `name` of SHOW GRANTS; `null` if it cannot be understood. Names stand in it as they are stored, some with quotes. */
export function grantedName(cell: string, type: SecurableType): string | null {
  if (type.in === "account") return displayed(stored(cell));
  const parts = splitName(cell);
  if (parts === null) return null;
  // Functions are one quoted part, DB.SC."F(A NUMBER):VARCHAR"; unquoted their types could hold dots, and do not.
  if (OVERLOADS.has(type.type)) return parts.length === 3 ? routineName(parts) : null;
  // The database roles that PUBLIC holds are shown without their database (docs: sql-reference/sql/show-grants).
  if (parts.length !== PARTS[type.in] && !(type.type === "DATABASE ROLE" && parts.length === 1)) return null;
  return parts.every((part) => part !== "") ? signature(parts.map(stored)) : null;
}

/** A part of a name: quoted, or as it is stored. Nothing is folded: SHOW prints what is stored. */
function stored(part: string): Identifier {
  return part.startsWith('"') ? (parseIdentifier(part) ?? exactly(part)) : exactly(part);
}

function routineName(parts: readonly string[]): string | null {
  const [database, schema, last] = parts;
  if (database === undefined || schema === undefined || last === undefined) return null;
  const text = stored(last);
  const open = text.indexOf("(");
  const close = closing(text, open);
  if (open < 1 || close < 0) return null;
  const types = splitArguments(text.slice(open + 1, close)).map(argumentType);
  if (types.some((t) => t === null)) return null;
  return signature([stored(database), stored(schema), stored(text.slice(0, open))], types as string[]);
}

/** The parenthesis that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i >= 0 && i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i;
  }
  return -1;
}

/** `NUMBER` of `A NUMBER`, `DEFAULT NUMBER`, `NUMBER(38,0)`: the longest end of the words that is a type. */
function argumentType(argument: string): string | null {
  if (/^(?:\S+ )?TABLE\s*\(/.test(argument)) return argument.slice(argument.indexOf("TABLE")).replace(/\s+\(/, "(");
  const words = argument.trim().split(/\s+(?![^(]*\))/);
  for (let from = 0; from < words.length; from++) {
    const type = parseDataType(words.slice(from).join(" "));
    if (type !== null) return type.base;
  }
  return null;
}

/** The container of a future grant: `DB` of `DB.<TABLE>`, `DB.SC` of `DB.SC.<TABLE>`; `null` if it is neither. */
export function futureContainer(cell: string): { readonly in: "DATABASE" | "SCHEMA"; readonly name: string } | null {
  const end = cell.lastIndexOf(".<");
  const parts = end < 0 ? null : splitName(cell.slice(0, end));
  if (parts === null || parts.length < 1 || parts.length > 2 || parts.some((part) => part === "")) return null;
  return { in: parts.length === 1 ? "DATABASE" : "SCHEMA", name: signature(parts.map(stored)) };
}
