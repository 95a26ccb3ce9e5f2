import { holdsAny, holdsGlobal, requireAny } from "../access/authorize.ts";
import { isBundleEnabled } from "../bundles/bundles.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import type { ObjectClass } from "../objects/object-class.ts";
import { acceptClass, classNamed } from "../objects/registry.ts";
import { resolve, written } from "../objects/resolve.ts";
import { seenRows } from "../objects/seen.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { doesNotExist } from "../sql-error.ts";
import { parseDescribeSearchOptimization } from "./describe-search-optimization.ts";

/** { DESCRIBE | DESC } <class> <name>. Any privilege on the object is enough unless the class says more. */
export function parseDescribe(cursor: Cursor): Command {
  if (!cursor.accept("DESCRIBE")) cursor.expect("DESC");
  if (cursor.accept("SEARCH OPTIMIZATION")) return parseDescribeSearchOptimization(cursor);
  const of = acceptClass(cursor);
  const describe = of?.describe;
  if (of === null || describe === undefined) cursor.refuse(`DESCRIBE ${of?.name ?? cursor.peek().value}`);
  const ref = cursor.name();
  const args = of.overloaded === true ? readArguments(cursor) : null;
  if (of.describesAlso !== undefined && cursor.sees("TYPE = STAGE")) cursor.refuse(`DESCRIBE ${of.name} TYPE = STAGE`);
  if (of.describesAlso !== undefined) cursor.accept("TYPE = COLUMNS");
  cursor.end();
  return {
    type: STATEMENT_TYPE.describe,
    readsOnly: true,
    run(context) {
      const kind = of.describesAlso === undefined ? of : { ...of, also: of.describesAlso };
      const entry = resolve(context, { kind, ref, args });
      const own = classNamed(entry.class) ?? of;
      if (isOutOfReach(context, own, entry)) throw doesNotExist(of.label, written(ref));
      const needed = of.needs?.describe;
      if (needed !== undefined) requireAny(context, entry, { privileges: needed, label: of.label });
      const described = (own.describe ?? describe).call(own, entry, context);
      return { columns: described.columns, rows: seenRows(entry, described), status: "" };
    },
  };
}

/** "A role must have explicit access to an object to describe it, regardless of whether the role holds MANAGE GRANTS or APPLY TAG ON ACCOUNT" (docs: release-notes/bcr-bundles/2026_07/bcr-2339). */
function isOutOfReach(context: Context, of: ObjectClass, entry: Entry): boolean {
  if (!isBundleEnabled(context, "2026_07") || of.seenByAll === true || entry.id === context.session.user) return false;
  return !holdsAny(context, entry) && !holdsGlobal(context, "RESOLVE ALL");
}
