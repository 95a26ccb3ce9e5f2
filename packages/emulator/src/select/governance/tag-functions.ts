import type { Context } from "../../context.ts";
import { TAG } from "../../objects/governance/apply.ts";
import { effectiveTags } from "../../objects/governance/effective-tags.ts";
import { allowedValues } from "../../objects/governance/tag-values.ts";
import { resolve } from "../../objects/resolve.ts";
import { nameIn } from "./read-function.ts";
import { taggedOf } from "./tag-references.ts";

/** SYSTEM$GET_TAG: the value in force, also an inherited one (docs: sql-reference/functions/system_get_tag, user-guide/object-tagging/inheritance). */
export function systemGetTag(context: Context, [tag = "", object = "", domain = ""]: readonly string[]): string | null {
  const { id } = resolve(context, { kind: TAG, ref: nameIn(tag), args: null });
  const { entry, column } = taggedOf(context, object, domain.toUpperCase());
  return effectiveTags(context, entry, column).find((each) => each.tag.id === id)?.value ?? null;
}

/** SYSTEM$GET_TAG_ALLOWED_VALUES: `["finance","engineering"]` (docs: sql-reference/functions/system_get_tag_allowed_values, user-guide/object-tagging/work). */
export function tagAllowedValues(context: Context, [tag = ""]: readonly string[]): string | null {
  const values = allowedValues(resolve(context, { kind: TAG, ref: nameIn(tag), args: null }));
  return values === null ? null : JSON.stringify(values);
}
