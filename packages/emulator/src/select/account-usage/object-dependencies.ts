import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { asOwner } from "../../objects/view/as-owner.ts";
import { viewQuery } from "../../objects/view/view-definition.ts";
import { findRelation } from "../../query/find-relation.ts";
import { referencesOf } from "../../query/references.ts";
import { SqlError } from "../../sql-error.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { databaseName, deletedOn, everyEntry, schemaName, type UsageView } from "./usage-view.ts";

interface Dependency {
  readonly referenced: Entry;
  readonly referencing: Entry;
}

const of =
  (side: keyof Dependency, cell: Cell<Entry>): Cell<Dependency> =>
  (row, context) =>
    cell(row[side], context);
const domain: Cell<Entry> = (entry) => entry.class;

function side(prefix: string, at: keyof Dependency): Readonly<Record<string, Cell<Dependency>>> {
  return {
    [`${prefix}_DATABASE`]: of(at, databaseName),
    [`${prefix}_SCHEMA`]: of(at, schemaName),
    [`${prefix}_OBJECT_NAME`]: of(at, ({ name }) => name),
    [`${prefix}_OBJECT_ID`]: of(at, ({ id }) => String(id)),
    [`${prefix}_OBJECT_DOMAIN`]: of(at, domain),
  };
}

const COLUMNS = layout<Dependency>(
  "REFERENCED_DATABASE REFERENCED_SCHEMA REFERENCED_OBJECT_NAME REFERENCED_OBJECT_ID:n REFERENCED_OBJECT_DOMAIN REFERENCING_DATABASE REFERENCING_SCHEMA " +
    "REFERENCING_OBJECT_NAME REFERENCING_OBJECT_ID:n REFERENCING_OBJECT_DOMAIN DEPENDENCY_TYPE",
  { ...side("REFERENCED", "referenced"), ...side("REFERENCING", "referencing"), DEPENDENCY_TYPE: () => "BY_NAME" },
);

/** What views are made of, looked up as they stand now: one whose base is gone has no row (docs: sql-reference/account-usage/object_dependencies). */
export const objectDependencies: UsageView = {
  roles: ["OBJECT_VIEWER"],
  rows(context) {
    const views = everyEntry(context, ["VIEW"]).filter((view) => deletedOn(context, view) === null);
    return rowsOf(
      COLUMNS,
      views.flatMap((view) => basesOf(context, view).map((referenced) => ({ referenced, referencing: view }))),
      context,
    );
  },
};

function basesOf(context: Context, view: Entry): readonly Entry[] {
  const owned = asOwner(context, view);
  const found = new Map<number, Entry>();
  for (const ref of referencesOf(viewQuery(view))) {
    try {
      const entry = findRelation(owned, view.parent, ref);
      if (entry !== null && entry.id !== view.id) found.set(entry.id, entry);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
    }
  }
  return [...found.values()];
}
