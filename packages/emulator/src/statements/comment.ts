import { requireAny } from "../access/authorize.ts";
import type { Command } from "../context.ts";
import { neededToSet } from "../objects/object-class.ts";
import { acceptClass } from "../objects/registry.ts";
import { find, written } from "../objects/resolve.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { doesNotExist } from "../sql-error.ts";
import { parseCommentOnColumn } from "./comment-on-column.ts";

/** COMMENT [IF EXISTS] ON <class> <name> IS '...'. */
export function parseComment(cursor: Cursor): Command {
  cursor.expect("COMMENT");
  const ifExists = cursor.accept("IF EXISTS");
  cursor.expect("ON");
  if (cursor.accept("COLUMN")) return parseCommentOnColumn(cursor, ifExists);
  const of = acceptClass(cursor);
  if (of === null) cursor.refuse(`COMMENT ON ${cursor.peek().value}`);
  const ref = cursor.name();
  const args = of.overloaded === true ? readArguments(cursor) : null;
  cursor.expect("IS");
  const comment = cursor.string();
  cursor.end();
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    run(context) {
      const entry = find(context, { kind: of, ref, args });
      if (entry === null && !ifExists) throw doesNotExist(of.label, written(ref));
      if (entry === null) return statusResult(EXECUTED);
      requireAny(context, entry, { privileges: neededToSet(of, ["COMMENT"]), label: of.label });
      context.draft.change(entry.id, { comment });
      return statusResult(EXECUTED);
    },
  };
}
