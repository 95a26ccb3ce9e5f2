import { entryOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, type Column, STATEMENT_TYPE } from "../result.ts";
import { insufficientPrivileges } from "../sql-error.ts";
import { resolve } from "./resolve.ts";

/** One form of SHOW USER <words>: a list that belongs to one user. */
interface UserList {
  /** The words behind SHOW, in each of their spellings. */
  readonly words: readonly string[];
  readonly columns: readonly Column[];
  isSeen(context: Context, user: Entry): boolean;
  rows(context: Context, user: Entry): readonly Cells[];
}

/** `<words> [FOR USER <name>]`, without a name of who asks; `null` (and nothing read) if other words come next. */
export function acceptShowForUser(cursor: Cursor, { words, columns, isSeen, rows }: UserList): Command | null {
  if (!words.some((spelling) => cursor.accept(spelling))) return null;
  const ref = cursor.accept("FOR USER") ? cursor.name() : null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run(context) {
      const kind = { name: "USER", label: "User", container: "ACCOUNT", seenByAll: true } as const;
      const user = ref === null ? entryOf(context.draft.catalog, context.session.user) : resolve(context, { kind, ref, args: null });
      if (user === undefined || !isSeen(context, user)) throw insufficientPrivileges("user", user?.name ?? "");
      return { columns, rows: rows(context, user), status: "" };
    },
  };
}
