import type { Cursor } from "../../parser/cursor.ts";

/** EXECUTE AS { OWNER | CALLER | RESTRICTED CALLER }; `undefined` (and nothing read) if it does not come next. OWNER is the default and not kept. */
export function readExecuteAs(cursor: Cursor): string | null | undefined {
  if (!cursor.accept("EXECUTE AS")) return undefined;
  const rights = cursor.acceptOneOf(["OWNER", "CALLER", "RESTRICTED CALLER"]);
  if (rights === null) cursor.fail();
  return rights === "OWNER" ? null : rights;
}
