import { childrenOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { currentDatabase, written } from "../objects/resolve.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { doesNotExist } from "../sql-error.ts";

export interface GranteeRef {
  readonly class: "ROLE" | "DATABASE ROLE" | "USER" | "SHARE";
  readonly name: NameRef;
}

/** Behind TO or FROM. The word ROLE may be left out. */
export function readGrantee(cursor: Cursor): GranteeRef {
  if (cursor.sees("APPLICATION")) cursor.refuse("APPLICATION ROLE");
  const kind = cursor.acceptOneOf(["DATABASE ROLE", "ROLE", "USER", "SHARE"]) ?? "ROLE";
  return { class: kind, name: cursor.name() };
}

const LABELS = { ROLE: "Role", "DATABASE ROLE": "Database role", USER: "User", SHARE: "Share" } as const;

/** Anybody may name any role or user as the one to receive. */
export function resolveGrantee(context: Context, ref: GranteeRef): Entry {
  const name = ref.name.parts.at(-1) ?? "";
  const parent = ref.class === "DATABASE ROLE" ? databaseOf(context, ref.name) : ACCOUNT;
  const found = parent === null ? undefined : findByName(context.draft.catalog, { parent, class: ref.class, name, args: null });
  if (found === undefined) throw doesNotExist(LABELS[ref.class], written(ref.name));
  return found;
}

function databaseOf(context: Context, name: NameRef): number | null {
  if (name.parts.length === 1) return currentDatabase(context).id;
  return childrenOf(context.draft.catalog, ACCOUNT, "DATABASE").find((database) => database.name === name.parts[0])?.id ?? null;
}
