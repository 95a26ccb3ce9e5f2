import { entryAt, entryOf, isLive, pathOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError } from "../../sql-error.ts";
import { type Constraint, constraintsOf, referrersOf, withConstraints } from "./table-definition.ts";

interface Referrer {
  readonly table: Entry;
  readonly constraint: Constraint;
}

/** The living foreign keys that point at a table, also its own. */
export function foreignKeysTo(context: Context, table: Entry): readonly Referrer[] {
  const { catalog } = context.draft;
  return referrersOf(table).flatMap((id) => {
    const from = entryOf(catalog, id);
    if (from === undefined || !isLive(catalog, from)) return [];
    return constraintsOf(from)
      .filter((constraint) => constraint.target?.table === table.id)
      .map((constraint) => ({ table: from, constraint }));
  });
}

/** Remembers at the target that `table` may have a key to it. */
export function linkForeignKeys(context: Context, table: Entry): void {
  for (const { target } of constraintsOf(table)) {
    if (target === undefined) continue;
    const to = entryAt(context.draft.catalog, target.table);
    if (referrersOf(to).includes(table.id)) continue;
    context.draft.change(to.id, { properties: { ...to.properties, REFERENCED_BY: [...referrersOf(to), table.id] } });
  }
}

interface Dropping {
  readonly restrict: boolean;
  /** What goes with them: keys from inside it do not hold anything up. */
  readonly inside: Entry;
}

/** CASCADE takes the foreign keys of others away, RESTRICT refuses to go while there are any (docs: sql-reference/sql/drop-table). */
export function dropForeignKeysTo(context: Context, tables: readonly Entry[], { restrict, inside }: Dropping): void {
  for (const table of tables) {
    for (const { table: from, constraint } of foreignKeysTo(context, table)) {
      if (pathOf(context.draft.catalog, from).some((at) => at.id === inside.id)) continue;
      if (restrict) throw compilationError("003073", "2BP01", `Cannot drop the ${inside.class.toLowerCase()} because of dependencies`);
      const now = entryAt(context.draft.catalog, from.id);
      const left = constraintsOf(now).filter(({ name }) => name !== constraint.name);
      context.draft.put(withConstraints(now, left));
    }
  }
}
