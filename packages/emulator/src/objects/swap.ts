import { owns } from "../access/authorize.ts";
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
      context.draft.change(entry.id, { parent: other.parent, name: other.name });
      context.draft.change(other.id, { parent: entry.parent, name: entry.name });
      return undefined;
    },
  };
}
