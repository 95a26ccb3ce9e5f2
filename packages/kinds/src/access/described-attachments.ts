import { parseQualifiedName } from "@snowtower/sql";
import { catalogue } from "../catalogue.ts";
import { type Field, field } from "../field.ts";
import type { CompileContext, Kind } from "../kind.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import type { Spec } from "../spec.ts";
import { type TagValues, tagValues } from "../value-types/tag-values.ts";
import type { DescribedAttachments } from "./attaches.ts";
import { attachedKey } from "./attachment.ts";

/** The key of every file whose object can bear tags. */
export const tagsField: Field<TagValues> = field(tagValues, "Tags and their values; {} for none. Left alone if the file does not say.", {
  group: "envelope",
  absent: "unmanaged",
});

/** All policies and tags that a file describes: those of its kind's own keys, and the tags of the object. */
export function describedAttachments(kind: Kind, spec: Spec, context: CompileContext): DescribedAttachments {
  const own = kind.attachments?.(spec, context) ?? { attachments: [], all: [] };
  const tags = spec.fields.tags as TagValues | undefined;
  if (kind.bears?.tags === undefined || tags === undefined) return own;
  const ofObject = describedTags(spec.id, null, tags);
  const keys = new Map([...(own.keys ?? []), ...ofObject.attachments.map((each) => [each, "tags"] as const)]);
  return { attachments: [...own.attachments, ...ofObject.attachments], all: [...own.all, ...ofObject.all], keys };
}

/** Tags of an object or of a column of it, all of them. */
export function describedTags(on: ObjectId, column: string | null, values: TagValues): DescribedAttachments {
  const kind = catalogue.find(({ attaches }) => attaches?.place === "each");
  if (kind === undefined) return { attachments: [], all: [] };
  const attachments = Object.entries(values).map(([tag, value]) => ({
    what: idOf(kind.name, parseQualifiedName(tag) ?? []),
    on,
    ...(column === null ? {} : { column }),
    arguments: [value],
  }));
  return { attachments, all: [attachedKey(on, kind.name, column)] };
}
