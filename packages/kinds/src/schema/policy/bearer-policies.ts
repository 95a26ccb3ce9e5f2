import { parseQualifiedName } from "@snowtower/sql";
import type { DescribedAttachments } from "../../access/attaches.ts";
import { type Attachment, attachedKey } from "../../access/attachment.ts";
import { describedTags } from "../../access/described-attachments.ts";
import { type Fields, field } from "../../field.ts";
import { idOf, kindOfId, shownName } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import type { Value } from "../../value.ts";
import { list, record } from "../../value-types/collection.ts";
import { schemaObjectName } from "../../value-types/name.ts";
import type { TagValues } from "../../value-types/tag-values.ts";
import { maskedColumn, oneColumn, type PolicyPlace, wholeObject, wholeObjectOrKey } from "./policy-place.ts";

interface Key {
  /** The kind of policy. */
  readonly kind: string;
  readonly place: PolicyPlace;
  /** The key holds a list of them. */
  readonly many?: true;
  readonly doc: string;
}

/** SnowDDL's keys, in the files of whatever bears policies. */
const KEYS: Readonly<Record<string, Key>> = {
  aggregation_policy: { kind: "aggregation_policy", place: wholeObjectOrKey, doc: "An aggregation policy: policy_name, and columns that are an entity's key." },
  join_policy: { kind: "join_policy", place: wholeObjectOrKey, doc: "A join policy: policy_name, and columns that may be joined on." },
  masking_policies: {
    kind: "masking_policy",
    place: maskedColumn,
    many: true,
    doc: "All masking policies of columns: policy_name, and columns, of which the first one is masked. [] for none.",
  },
  projection_policies: {
    kind: "projection_policy",
    place: oneColumn,
    many: true,
    doc: "All projection policies of columns: policy_name and column. [] for none.",
  },
  row_access_policy: { kind: "row_access_policy", place: wholeObject, doc: "A row access policy: policy_name and columns." },
};

/** Keys of a table's or a view's file that say which policies are set on it. */
export const bearerPolicies: Fields = Object.fromEntries(
  Object.entries(KEYS).map(([key, { place, many, doc }]) => {
    const entry = record({ policy_name: schemaObjectName, ...place.keys }, { required: ["policy_name", ...place.required] });
    return [key, many === true ? field(list(entry), doc) : field(entry, doc)];
  }),
);

type Entry = { readonly [key: string]: Value };

/** What a table's or a view's file says of the policies and of the tags of its columns. A kind of policy of which it speaks it describes wholly. */
export function describedOnBearer(spec: Spec): DescribedAttachments {
  const policies = Object.entries(KEYS).flatMap(([key, { kind, place, many }]): readonly DescribedAttachments[] => {
    const said = spec.fields[key];
    if (said === undefined) return [];
    const entries = many === true ? (said as unknown as readonly Entry[]) : [said as unknown as Entry];
    const attachments = entries.map(
      (entry): Attachment => ({ what: idOf(kind, parseQualifiedName(entry.policy_name as string) ?? []), on: spec.id, ...place.placeOf(entry) }),
    );
    return [{ attachments, all: [attachedKey(spec.id, kind)], keys: new Map(attachments.map((each) => [each, key])) }];
  });
  const all = [...policies, ...tagsOfColumns(spec)];
  const keys = new Map(policies.flatMap((each) => [...(each.keys ?? [])]));
  return { attachments: all.flatMap(({ attachments }) => attachments), all: all.flatMap((each) => each.all), keys };
}

/** What a file says of these policies, which are set on one table or view: the inverse of `describedOnBearer`. */
export function writtenOnBearer(attachments: readonly Attachment[]): { readonly [key: string]: Value } {
  const said = Object.entries(KEYS).flatMap(([key, { kind, place, many }]) => {
    const entries = attachments.filter(({ what }) => kindOfId(what) === kind).map((each) => ({ policy_name: shownName(each.what), ...place.entryOf(each) }));
    const [first] = entries;
    return first === undefined ? [] : [[key, many === true ? entries : first] as const];
  });
  return Object.fromEntries(said);
}

function tagsOfColumns(spec: Spec): readonly DescribedAttachments[] {
  const columns = (spec.fields.columns ?? []) as unknown as readonly { readonly name: string; readonly tags?: TagValues }[];
  return columns.flatMap(({ name, tags }) => (tags === undefined ? [] : [describedTags(spec.id, name, tags)]));
}

/** Columns as the account has them: their tags are edges. */
export function withoutTags<T extends { readonly tags?: TagValues }>(columns: readonly T[]): readonly Omit<T, "tags">[] {
  return columns.map(({ tags: _tags, ...column }) => column);
}
