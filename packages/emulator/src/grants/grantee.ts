import { childrenOf, entryAt, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { currentDatabase, written } from "../objects/resolve.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { doesNotExist } from "../sql-error.ts";

/** Who holds privileges that GRANT and REVOKE give and take here. */
export type Holder = "ROLE" | "DATABASE ROLE" | "USER";

export interface GranteeRef {
  readonly class: Holder | "APPLICATION ROLE" | "APPLICATION" | "SHARE";
  readonly name: NameRef;
}

/** Behind TO or FROM. */
export function readGrantee(cursor: Cursor): GranteeRef {
  if (cursor.sees("SERVICE ROLE")) cursor.refuse("SERVICE ROLE");
  const kind = cursor.acceptOneOf(["DATABASE ROLE", "APPLICATION ROLE", "APPLICATION", "ROLE", "USER", "SHARE"]);
  return kind === null ? cursor.fail() : { class: kind, name: cursor.name() };
}

/** Where privileges are granted and revoked the word ROLE may be left out (docs: sql-reference/sql/grant-privilege, revoke-privilege). */
export function readHolder(cursor: Cursor): GranteeRef {
  const isKind = ["DATABASE ROLE", "APPLICATION", "SERVICE ROLE", "ROLE", "USER", "SHARE"].some((kind) => cursor.sees(kind));
  return isKind ? readGrantee(cursor) : { class: "ROLE", name: cursor.name() };
}

/** For where shares and applications have been refused. */
export function holderOf(ref: GranteeRef): GranteeRef & { readonly class: Holder } {
  if (ref.class === "SHARE" || ref.class === "APPLICATION" || ref.class === "APPLICATION ROLE") throw new Error(`${ref.class} is given nothing here`);
  return { ...ref, class: ref.class };
}

const LABELS = {
  ROLE: "Role",
  "DATABASE ROLE": "Database role",
  "APPLICATION ROLE": "Application role",
  APPLICATION: "Application",
  USER: "User",
  SHARE: "Share",
} as const;

/** Anybody may name any role or user as the one to receive. */
export function resolveGrantee(context: Context, ref: GranteeRef): Entry {
  const found = findGrantee(context, ref);
  if (found === undefined) throw doesNotExist(LABELS[ref.class], written(ref.name));
  return found;
}

function findGrantee(context: Context, ref: GranteeRef): Entry | undefined {
  const { catalog } = context.draft;
  const name = ref.name.parts.at(-1) ?? "";
  if (ref.class === "APPLICATION") return ref.name.parts.length === 1 ? databaseNamed(context, name, isApplication) : undefined;
  if (ref.class !== "DATABASE ROLE" && ref.class !== "APPLICATION ROLE")
    return ref.name.parts.length === 1 ? findByName(catalog, { parent: ACCOUNT, class: ref.class, name, args: null }) : undefined;
  const parent = ownerOfRole(context, ref);
  return parent === undefined ? undefined : findByName(catalog, { parent: parent.id, class: ref.class, name, args: null });
}

/** The database or application that a role is in; without its name the session's. */
function ownerOfRole(context: Context, { class: of, name }: GranteeRef): Entry | undefined {
  if (name.parts.length > 2) return undefined;
  if (name.parts.length === 1) return entryAt(context.draft.catalog, currentDatabase(context).id);
  return databaseNamed(context, name.parts[0] ?? "", of === "APPLICATION ROLE" ? isApplication : () => true);
}

function databaseNamed(context: Context, name: string, is: (database: Entry) => boolean): Entry | undefined {
  return childrenOf(context.draft.catalog, ACCOUNT, "DATABASE").find((database) => database.name === name && is(database));
}

/** An installed application is a database of its own kind (docs: sql-reference/sql/show-databases). */
function isApplication(database: Entry): boolean {
  return database.properties.KIND === "APPLICATION";
}
