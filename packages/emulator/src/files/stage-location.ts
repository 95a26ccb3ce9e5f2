import { owns, requireAny } from "../access/authorize.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { type Kind, resolve } from "../objects/resolve.ts";
import { Cursor, type CursorOptions, type NameRef } from "../parser/cursor.ts";
import { insufficientPrivileges, unsupported } from "../sql-error.ts";

/** `@~`, `@[namespace.]stage`, `@[namespace.]%table`, each with a path behind it. */
export interface StageLocation {
  readonly kind: "user" | "stage" | "table";
  readonly ref: NameRef;
  /** Without the slash at its front; what begins with it is meant. */
  readonly path: string;
}

/** Where its files are, and how LIST begins their names. */
export interface FoundStage {
  readonly id: Id;
  readonly prefix: string;
  readonly isExternal: boolean;
}

const STAGE: Kind = { name: "STAGE", label: "Stage", container: "SCHEMA" };
const TABLE: Kind = { name: "TABLE", label: "Table", container: "SCHEMA" };
const LOCATION = /^@(?:(~)|((?:(?:"(?:[^"]|"")*"|[^"./%@~]*)\.){0,2})(%?)("(?:[^"]|"")+"|[^"./%@~]+))(?:\/([\s\S]*))?$/;

/** `null`: it is none. */
export function readStageLocation(written: string, options: CursorOptions): StageLocation | null {
  const [whole, user, namespace = "", table, name = "", path = ""] = LOCATION.exec(written) ?? [];
  if (whole === undefined) return null;
  requirePlain(path);
  if (user !== undefined) return { kind: "user", ref: { parts: [] }, path };
  const cursor = new Cursor(namespace + name, options);
  const ref = cursor.name();
  cursor.end();
  return { kind: table === "%" ? "table" : "stage", ref, path };
}

/** On a file system, other than in a cloud's storage, some names cannot be. */
function requirePlain(path: string): void {
  const parts = path.replace(/\/$/, "").split("/");
  if (parts.some((part) => part === "." || part === "..")) throw unsupported("A path on a stage with '.' or '..'");
  if (path !== "" && parts.includes("")) throw unsupported("A path on a stage with '//'");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\\]/.test(path)) throw unsupported("A path on a stage with control characters or '\\'");
  if (parts.length > 64 || parts.some((part) => Buffer.byteLength(part) > 200)) throw unsupported("A path on a stage with so long names");
}

/** Throws if it is not there, or not to be read (or written). */
export function findStage(context: Context, location: StageLocation, privilege: "READ" | "WRITE"): FoundStage {
  if (location.kind === "user") return { id: context.session.user, prefix: "", isExternal: false };
  if (location.kind === "table") {
    const table = resolve(context, { kind: TABLE, ref: location.ref, args: null });
    // "To list files in a table stage, you must use a role that has the OWNERSHIP privilege on the table" (docs: sql-reference/sql/list).
    if (!owns(context, table)) throw insufficientPrivileges("Table", table.name);
    return { id: table.id, prefix: "", isExternal: false };
  }
  const stage: Entry = resolve(context, { kind: STAGE, ref: location.ref, args: null });
  const isExternal = stage.properties.URL !== undefined;
  requireAny(context, stage, { privileges: [isExternal ? "USAGE" : privilege], label: "Stage" });
  return { id: stage.id, prefix: `${stage.name.toLowerCase()}/`, isExternal };
}
