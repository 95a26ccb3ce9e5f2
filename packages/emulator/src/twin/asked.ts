import type { ObjectClass, Show } from "../objects/object-class.ts";
import { acceptClass, acceptShow } from "../objects/registry.ts";
import { readArguments } from "../parser/arguments.ts";
import { Cursor } from "../parser/cursor.ts";
import { SqlError } from "../sql-error.ts";
import { type Level, SHOWN_LEVELS } from "./levels.ts";

/** Where a SHOW looked, as far as it names a container. */
interface AskedIn {
  readonly database: string | null;
  readonly schema: string | null;
}

/** What a statement asked for. */
export type Asked =
  | { readonly kind: "objects"; readonly of: ObjectClass; readonly show: Show; readonly in: AskedIn }
  | { readonly kind: "parts"; readonly words: Parts }
  | { readonly kind: "grants"; readonly form: "ON" | "TO" | "OF"; readonly database: string | null }
  | { readonly kind: "future grants"; readonly database: string | null }
  | { readonly kind: "parameters"; readonly level: Level | "ACCOUNT" | "SESSION"; readonly name: readonly string[]; readonly args: string | null }
  | { readonly kind: "describe"; readonly class: string; readonly name: readonly string[]; readonly args: string | null }
  | { readonly kind: "search optimization"; readonly name: readonly string[] }
  | { readonly kind: "application roles"; readonly application: string }
  | { readonly kind: "tokens" }
  | { readonly kind: "query" }
  /** No class here is listed by it. */
  | { readonly kind: "unknown" };

const PARTS = ["COLUMNS", "PRIMARY KEYS", "UNIQUE KEYS", "IMPORTED KEYS", "EXPORTED KEYS"] as const;
export type Parts = (typeof PARTS)[number];

const NOWHERE: AskedIn = { database: null, schema: null };

/** Reads the statement that a seed's rows answer. What this account could not run is `unknown`. */
export function asked(statement: string): Asked {
  try {
    return read(new Cursor(statement));
  } catch (error) {
    if (error instanceof SqlError) return { kind: "unknown" };
    throw error;
  }
}

function read(cursor: Cursor): Asked {
  if (cursor.sees("SELECT") || cursor.sees("WITH")) return { kind: "query" };
  if (cursor.accept("DESCRIBE") || cursor.accept("DESC")) return readDescribe(cursor);
  cursor.expect("SHOW");
  if (cursor.accept("GRANTS")) return readGrants(cursor);
  if (cursor.accept("FUTURE GRANTS")) return { kind: "future grants", database: readGrants(cursor).database };
  if (cursor.accept("PARAMETERS")) return readParameters(cursor);
  if (cursor.accept("USER PROGRAMMATIC ACCESS TOKENS") || cursor.accept("USER PATS")) return { kind: "tokens" };
  if (cursor.accept("APPLICATION ROLES")) return readApplicationRoles(cursor);
  cursor.accept("TERSE");
  const words = cursor.acceptOneOf(PARTS);
  if (words !== null) return { kind: "parts", words };
  const found = acceptShow(cursor);
  if (found === null) return { kind: "unknown" };
  if (cursor.accept("LIKE")) cursor.string();
  return { kind: "objects", ...found, in: readIn(cursor, found.of) };
}

function readApplicationRoles(cursor: Cursor): Asked {
  if (cursor.accept("LIKE")) cursor.string();
  cursor.expect("IN APPLICATION");
  return { kind: "application roles", application: cursor.name().parts.at(-1) ?? "" };
}

function readDescribe(cursor: Cursor): Asked {
  if (cursor.accept("SEARCH OPTIMIZATION ON")) return { kind: "search optimization", name: cursor.name().parts };
  const of = acceptClass(cursor);
  if (of === null) return { kind: "unknown" };
  return { kind: "describe", class: of.name, name: cursor.name().parts, args: of.overloaded === true ? readArguments(cursor) : null };
}

function readIn(cursor: Cursor, of: ObjectClass): AskedIn {
  if (!cursor.accept("IN") || cursor.accept("ACCOUNT")) return NOWHERE;
  const word = cursor.acceptOneOf(["DATABASE", "SCHEMA"]);
  if (!cursor.seesIdentifier()) return NOWHERE;
  const { parts } = cursor.name();
  if (word === "DATABASE" || (word === null && of.container === "DATABASE")) return { database: parts[0] ?? null, schema: null };
  return { database: parts.at(-2) ?? null, schema: parts.at(-1) ?? null };
}

/** A database role is only told apart by the database that the statement names. */
function readGrants(cursor: Cursor): Extract<Asked, { kind: "grants" }> {
  const form = cursor.acceptOneOf(["ON", "TO", "OF", "IN"]);
  const isDatabaseRole = cursor.accept("DATABASE ROLE");
  const database = isDatabaseRole ? (cursor.name().parts.at(-2) ?? null) : null;
  return { kind: "grants", form: form === null || form === "IN" ? "TO" : form, database };
}

function readParameters(cursor: Cursor): Asked {
  if (cursor.accept("LIKE")) cursor.string();
  const isNamed = cursor.accept("IN") || cursor.accept("FOR");
  const level = isNamed ? cursor.acceptOneOf(["SESSION", "ACCOUNT", ...SHOWN_LEVELS]) : "SESSION";
  if (level === null) return { kind: "unknown" };
  if (level === "SESSION" || level === "ACCOUNT" || !cursor.seesIdentifier()) return { kind: "parameters", level, name: [], args: null };
  const { parts } = cursor.name();
  const isOverloaded = level === "FUNCTION" || level === "PROCEDURE";
  return { kind: "parameters", level, name: parts, args: isOverloaded ? readArguments(cursor) : null };
}
