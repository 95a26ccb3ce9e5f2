import { holdsAny, managesGrants } from "../access/authorize.ts";
import { entryAt } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { classNamed } from "../objects/registry.ts";
import { currentDatabase, currentSchema, find, type Kind, resolveOrCannot } from "../objects/resolve.ts";
import { type Effective, effectiveForAccount, effectiveForObject, effectiveForSession } from "../parameters/effective.ts";
import { parametersAt } from "../parameters/known.ts";
import type { Parameter, ParameterLevel } from "../parameters/parameter.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { type ResultSet, STATEMENT_TYPE, textColumn } from "../result.ts";
import { cannotBePerformed, insufficientPrivileges } from "../sql-error.ts";
import { matchesLike } from "./like.ts";

type Level = Exclude<ParameterLevel, "SESSION" | "ACCOUNT">;

type Scope =
  | { readonly kind: "SESSION" }
  | { readonly kind: "ACCOUNT" }
  | { readonly kind: "OBJECT"; readonly level: Level; readonly name: NameRef | null; readonly args: string | null };

const OBJECTS: readonly Level[] = ["USER", "WAREHOUSE", "DATABASE", "SCHEMA", "TASK", "TABLE", "FUNCTION", "PROCEDURE"];

/** SHOW PARAMETERS [LIKE] [{ IN | FOR } ...], behind SHOW PARAMETERS. */
export function parseShowParameters(cursor: Cursor): Command {
  const like = cursor.accept("LIKE") ? cursor.string() : null;
  const scope = cursor.accept("IN") || cursor.accept("FOR") ? readScope(cursor) : { kind: "SESSION" as const };
  cursor.end();
  return { type: STATEMENT_TYPE.show, readsOnly: true, run: (context) => show(context, scope, like) };
}

function readScope(cursor: Cursor): Scope {
  const wide = cursor.acceptOneOf(["SESSION", "ACCOUNT"]);
  if (wide !== null) return wide === "SESSION" ? { kind: wide } : { kind: wide };
  const level = cursor.acceptOneOf(OBJECTS);
  if (level === null) cursor.fail();
  const name = cursor.seesIdentifier() || cursor.sees("IDENTIFIER (") ? cursor.name() : null;
  return { kind: "OBJECT", level, name, args: name !== null && classNamed(level)?.overloaded === true ? readArguments(cursor) : null };
}

function show(context: Context, scope: Scope, like: string | null): ResultSet {
  const { known, inForce } = source(context, scope);
  const rows = known
    .filter((parameter) => like === null || matchesLike(like, parameter.name))
    .map((parameter) => {
      const { value, level, default: fallback } = inForce(parameter);
      return [parameter.name, value, fallback, level, parameter.description, parameter.type];
    });
  return { columns: ["key", "value", "default", "level", "description", "type"].map((name) => textColumn(name)), rows, status: "" };
}

function source(context: Context, scope: Scope): { readonly known: readonly Parameter[]; readonly inForce: (parameter: Parameter) => Effective } {
  const { catalog } = context.draft;
  if (scope.kind === "SESSION") return { known: parametersAt("SESSION"), inForce: (parameter) => effectiveForSession(catalog, context.session, parameter) };
  if (scope.kind === "ACCOUNT") return { known: parametersAt("ACCOUNT"), inForce: (parameter) => effectiveForAccount(catalog, parameter) };
  const entry = objectOf(context, scope);
  return { known: parametersAt(scope.level), inForce: (parameter) => effectiveForObject(catalog, entry, parameter) };
}

/** Without a name: the session's user, warehouse, database or schema. */
function objectOf(context: Context, { level, name, args }: Extract<Scope, { kind: "OBJECT" }>): Entry {
  if (name === null) return current(context, level);
  if (level === "TABLE") return tableLike(context, name);
  const kind: Kind | null = classNamed(level);
  if (kind === null) throw cannotBePerformed();
  const entry = resolveOrCannot(context, { kind, ref: name, args });
  const mayLook = level !== "USER" || entry.id === context.session.user || holdsAny(context, entry) || managesGrants(context);
  if (!mayLook) throw insufficientPrivileges("user", entry.name);
  return entry;
}

const TABLES = ["TABLE", "VIEW", "MATERIALIZED VIEW", "DYNAMIC TABLE", "EXTERNAL TABLE", "EVENT TABLE", "HYBRID TABLE", "ICEBERG TABLE"];

/** TABLE stands for all that is like one (docs: sql-reference/sql/show-parameters). */
function tableLike(context: Context, name: NameRef): Entry {
  for (const className of TABLES) {
    const kind = classNamed(className);
    const entry = kind === null ? null : find(context, { kind, ref: name, args: null });
    if (entry !== null) return entry;
  }
  throw cannotBePerformed();
}

function current(context: Context, level: Level): Entry {
  if (level === "USER") return entryAt(context.draft.catalog, context.session.user);
  if (level === "DATABASE") return currentDatabase(context);
  if (level === "SCHEMA") return currentSchema(context);
  if (level === "WAREHOUSE" && context.session.warehouse !== null) return entryAt(context.draft.catalog, context.session.warehouse);
  throw cannotBePerformed();
}
