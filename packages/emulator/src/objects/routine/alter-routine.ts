import { entryAt } from "../../catalog/catalog.ts";
import type { NameRef } from "../../parser/cursor.ts";
import { renaming } from "../../statements/alter.ts";
import type { Alteration, ObjectClass } from "../object-class.ts";
import { checkOverloads } from "./check-routine.ts";

/** RENAME TO, after which the name must not have become ambiguous (docs: developer-guide/udf-stored-procedure-arguments). */
export function renamingRoutine(of: ObjectClass, to: NameRef): Alteration {
  const rename = renaming(of, to);
  return {
    ...rename,
    run(context, entry) {
      const result = rename.run(context, entry);
      checkOverloads(context.draft.catalog, entryAt(context.draft.catalog, entry.id));
      return result;
    },
  };
}

/** Sets a property to a value, or takes it away. */
export function settingOne(property: string, value: string | true | null): Alteration {
  return {
    needs: [],
    run(context, entry) {
      const { [property]: _before, ...rest } = entry.properties;
      context.draft.change(entry.id, { properties: value === null ? rest : { ...rest, [property]: value } });
      return undefined;
    },
  };
}
