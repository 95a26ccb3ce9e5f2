import type { Kind } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import { fileFields } from "../file-fields.ts";
import { unwritable } from "./unwritable.ts";
import type { Left, Written } from "./written.ts";

/**
 * What a file has to hold for `parseSpec` to give these fields: its inverse. Required fields come first, then the others in the kind's order, whatever
 * order they were given in. Names are written in full, as they are in the account: an environment's prefix stays in them.
 */
export function writeSpec(kind: Kind, { fields }: Pick<Spec, "fields">): Written {
  const types = fileFields(kind);
  const left: Left[] = [];
  const written = [...new Set([...(kind.required ?? []), ...Object.keys(types)])].flatMap((name) => {
    const [field, value] = [types[name], fields[name]];
    if (field === undefined || value === undefined) return [];
    const why = unwritable(field, value);
    if (why === null) return [[name, field.type.write(value)] as const];
    left.push({ field: name, why });
    return [];
  });
  return { fields: Object.fromEntries(written), left };
}
