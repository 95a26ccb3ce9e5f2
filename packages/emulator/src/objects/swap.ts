import { owns } from "../access/authorize.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { NameRef } from "../parser/cursor.ts";
import { insufficientPrivileges } from "../sql-error.ts";
import type { Alteration, ObjectClass } from "./object-class.ts";
import { resolve } from "./resolve.ts";

/** "SWAP WITH essentially performs a rename of both" and needs OWNERSHIP of both (docs: sql-reference/sql/alter-database, alter-schema, alter-table). */
export function swapping(of: ObjectClass, ref: NameRef): Alteration {
  return {
    needs: [],
    run(context, entry) {
      const other = resolve(context, { kind: of, ref, args: null });
      if (!owns(context, other)) throw insufficientPrivileges(of.label, other.name);
      context.draft.change(entry.id, { parent: other.parent, name: other.name, properties: swapped(context, of, entry) });
      context.draft.change(other.id, { parent: entry.parent, name: entry.name, properties: swapped(context, of, other) });
      return undefined;
    },
  };
}

/** What was made before this number and follows a table's history (a stream) has lost it. */
function swapped(context: Context, of: ObjectClass, entry: Entry): Entry["properties"] {
  return of.container === "SCHEMA" ? { ...entry.properties, SWAPPED_AT: context.draft.catalog.nextId } : entry.properties;
}
