import { tagsField } from "../access/described-attachments.ts";
import type { Fields } from "../field.ts";
import type { Kind } from "../kind.ts";

/** The fields that a file of the kind may have: those of the object that are not only observed, those that only files have, and its tags. */
export function fileFields(kind: Kind): Fields {
  const described = Object.entries(kind.fields).filter(([, field]) => field.observed !== true);
  const tags = kind.bears?.tags === undefined ? {} : { tags: tagsField };
  return { ...Object.fromEntries(described), ...kind.config, ...tags };
}
