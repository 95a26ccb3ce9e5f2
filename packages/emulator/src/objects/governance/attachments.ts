import { childrenOf, entryAt, entryOf, findByName, isLive } from "../../catalog/catalog.ts";
import type { Entry, Id, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";

/** A masking policy on a column. `using`: the columns its arguments stand for, the masked one first. */
export interface Masking {
  readonly policy: Id;
  readonly using: readonly string[];
}

/** A policy of a whole table, and the columns it is told. */
interface TablePolicy {
  readonly policy: Id;
  readonly on: readonly string[];
}

/** What is attached to an object and its columns: policies and tags by number, so that renaming them changes nothing here. */
interface Attachments {
  /** By column. */
  readonly masking: Readonly<Record<string, Masking>>;
  readonly rowAccess: TablePolicy | null;
  /** `on`: the entity key. */
  readonly aggregation: TablePolicy | null;
  /** `on`: the allowed join keys. */
  readonly join: TablePolicy | null;
  /** By column. */
  readonly projection: Readonly<Record<string, Id>>;
  /** Values by the tag's number. */
  readonly tags: Readonly<Record<string, string>>;
  /** By column; values by the tag's number. */
  readonly columnTags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of a tag: its masking policies. */
  readonly tagMasking: readonly Id[];
}

/** The property that holds them; CREATE OR ALTER keeps it, CREATE OR REPLACE makes an object without it. */
export const ATTACHED = "ATTACHED";
const NOTHING: Attachments = { masking: {}, rowAccess: null, aggregation: null, join: null, projection: {}, tags: {}, columnTags: {}, tagMasking: [] };
/** A child of a policy or tag, named after the object it may be attached to. Who reads it looks whether it still is. */
const USE = "ATTACHMENT";

export function attachmentsOf(entry: Entry): Attachments {
  const { [ATTACHED]: stored } = entry.properties;
  // An account may have been kept by a version that knew fewer kinds.
  return stored === undefined ? NOTHING : { ...NOTHING, ...(stored as unknown as Partial<Attachments>) };
}

/** The entry with some of its attachments changed. */
export function withAttachments(entry: Entry, changed: Partial<Attachments>): Entry {
  const attached = { ...attachmentsOf(entry), ...changed };
  return { ...entry, properties: { ...entry.properties, [ATTACHED]: attached as unknown as Value } };
}

/** Remembers that a policy or tag was attached to an object, so that its users are found without looking at all objects. */
export function noteUse(context: Context, used: Id, by: Id): void {
  const key = { parent: used, class: USE, name: String(by), args: null };
  if (findByName(context.draft.catalog, key) !== undefined) return;
  context.draft.add({ ...key, owner: null, createdOn: context.now, droppedOn: null, comment: null, properties: {}, parameters: {} });
}

/** The living objects that a policy or tag is attached to, or once was. */
function noted(context: Context, used: Id): readonly Entry[] {
  const { catalog } = context.draft;
  return childrenOf(catalog, used, USE).flatMap(({ name }) => {
    const user = entryOf(catalog, Number(name));
    return user !== undefined && isLive(catalog, user) ? [user] : [];
  });
}

function usesPolicy(entry: Entry, policy: Id): boolean {
  const { masking, rowAccess, aggregation, join, projection, tagMasking } = attachmentsOf(entry);
  if ([rowAccess, aggregation, join].some((of) => of?.policy === policy) || Object.values(projection).includes(policy)) return true;
  return tagMasking.includes(policy) || Object.values(masking).some((on) => on.policy === policy);
}

/** Tables, views and tags that have the policy. What was dropped does not count, also where UNDROP could bring it back. */
export function usersOfPolicy(context: Context, policy: Id): readonly Entry[] {
  return noted(context, policy).filter((entry) => usesPolicy(entry, policy));
}

/** Objects that have the tag themselves or on a column. */
export function usersOfTag(context: Context, tag: Id): readonly Entry[] {
  const has = (tags: Readonly<Record<string, string>>): boolean => tags[String(tag)] !== undefined;
  return noted(context, tag).filter((entry) => has(attachmentsOf(entry).tags) || Object.values(attachmentsOf(entry).columnTags).some(has));
}

/** A policy goes for good: its notes with it. */
export function forgetUses(context: Context, used: Entry): void {
  for (const note of childrenOf(context.draft.catalog, used.id, USE)) context.draft.remove(note.id);
}

/** Attached tags that are there now: one that was dropped comes back with UNDROP (docs: sql-reference/sql/undrop-tag). */
export function liveTags(context: Context, tags: Readonly<Record<string, string>>): readonly { readonly tag: Entry; readonly value: string }[] {
  const { catalog } = context.draft;
  return Object.entries(tags).flatMap(([id, value]) => {
    const tag = entryOf(catalog, Number(id));
    return tag !== undefined && isLive(catalog, tag) ? [{ tag, value }] : [];
  });
}

/** A policy that an object has attached; it cannot have gone while it was attached to something that lives. */
export function policyAt(context: Context, id: Id): Entry | undefined {
  const { catalog } = context.draft;
  const policy = entryOf(catalog, id);
  return policy !== undefined && isLive(catalog, policy) ? entryAt(catalog, id) : undefined;
}

function renameKey<V>(record: Readonly<Record<string, V>>, from: string, to: string | null): Readonly<Record<string, V>> {
  const { [from]: moved, ...rest } = record;
  return moved === undefined || to === null ? rest : { ...rest, [to]: moved };
}

/** What is attached to a column follows its new name, or goes with it (`to` is `null`). */
export function followAttachedColumn(entry: Entry, from: string, to: string | null): Entry {
  if (entry.properties[ATTACHED] === undefined) return entry;
  const { masking, rowAccess, aggregation, join, projection, columnTags } = attachmentsOf(entry);
  const renamed = (names: readonly string[]): readonly string[] => names.map((name) => (name === from && to !== null ? to : name));
  const told = (of: TablePolicy | null): TablePolicy | null => (of === null ? null : { ...of, on: renamed(of.on) });
  const moved = Object.fromEntries(Object.entries(renameKey(masking, from, to)).map(([column, on]) => [column, { ...on, using: renamed(on.using) }]));
  return withAttachments(entry, {
    masking: moved,
    rowAccess: told(rowAccess),
    aggregation: told(aggregation),
    join: told(join),
    projection: renameKey(projection, from, to),
    columnTags: renameKey(columnTags, from, to),
  });
}
