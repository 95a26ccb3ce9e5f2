import { type AnyObject, containerOf, kindNamed, type ObjectChange, type ObjectId, refsOf } from "@snowtower/kinds";
import { displayedName } from "@snowtower/sql";
import { roleId } from "../plan-context.ts";
import type { Readers } from "../readers.ts";
import type { SoftReferences } from "../soft-references.ts";
import { comesAfter, type Draft } from "./draft.ts";
import type { DraftIndex } from "./draft-index.ts";
import { subject } from "./object-drafts.ts";
import { orderSettings } from "./order-settings.ts";
import { referencesOf } from "./references.ts";

/** Says for each draft of an object what comes before it. */
export function orderObjects(drafts: readonly Draft[], { index, soft, readers }: Known & { readonly readers: Readers }): void {
  orderSettings(drafts);
  for (const draft of drafts) if (changeOf(draft).how === "replace") leavesBereft(draft, { drafts, readers });
  const dropsByName = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.does !== "drop") continue;
    const key = placeOf(changeOf(draft));
    dropsByName.set(key, [...(dropsByName.get(key) ?? []), draft]);
  }
  for (const draft of drafts) {
    const change = changeOf(draft);
    // The beginning and the end of a rest say themselves what they follow: they change nothing that others refer to.
    if (draft.auxiliary === true) continue;
    if (change.to !== null) followsWhatItNeeds(draft, change.to, { index, soft });
    if (change.from !== null) leavesWhatItNeeded(draft, change, { index, soft });
    if (draft.does === "drop") for (const creator of creatorsOfContainer(subject(change), index)) comesAfter(draft, creator);
    if (draft.does !== "create") continue;
    // A name can be taken by an object of another kind: a table that is to become a view.
    for (const drop of dropsByName.get(placeOf(change)) ?? []) comesAfter(draft, drop);
    // Future grants act when the object is made, and only then.
    for (const container of containerNames(subject(change))) {
      for (const future of index.futures(kindNamed(subject(change).kind).label, container)) comesAfter(draft, future);
    }
  }
}

/** What follows the object through a view is made again after it. */
function leavesBereft(replacing: Draft, { drafts, readers }: { readonly drafts: readonly Draft[]; readonly readers: Readers }): void {
  const shown = readers.of(subject(changeOf(replacing)).id).slice(1);
  if (shown.length === 0) return;
  for (const draft of drafts) {
    const { to } = changeOf(draft);
    if (to !== null && kindNamed(to.kind).bereft !== undefined && refsOf(to).some((id) => shown.includes(id))) comesAfter(draft, replacing);
  }
}

interface Known {
  readonly index: DraftIndex;
  readonly soft: SoftReferences;
}

function followsWhatItNeeds(draft: Draft, object: AnyObject, { index, soft }: Known): void {
  for (const creator of creatorsOfContainer(object, index)) comesAfter(draft, creator);
  const own = index.makers(object.id);
  for (const earlier of own.slice(0, Math.max(own.indexOf(draft), 0))) comesAfter(draft, earlier);
  for (const [id, strength] of referencesOf(object, soft)) {
    for (const maker of index.makers(id)) if (maker.completes !== true) comesAfter(draft, maker, strength);
  }
}

function creatorsOfContainer(object: AnyObject, index: DraftIndex): readonly Draft[] {
  const container = containerOf(object);
  return container === null ? [] : index.creators(container);
}

/** What the object needed and needs no longer is dropped, or changed, after it. */
function leavesWhatItNeeded(draft: Draft, change: ObjectChange, { index, soft }: Known): void {
  if (change.from === null) return;
  const still = change.to === null ? new Map<ObjectId, unknown>() : referencesOf(change.to, soft);
  for (const [id, strength] of referencesOf(change.from, soft)) {
    const remover = index.remover(id);
    if (remover !== undefined && remover !== draft) comesAfter(remover, draft, strength);
    if (!still.has(id)) for (const maker of index.makers(id)) if (maker.does === "change" && maker.auxiliary !== true) comesAfter(maker, draft, "soft");
  }
  // Dropping a role hands what it owns to whoever drops it: what is to go or to change hands does so before.
  const owner = typeof change.from.owner === "string" ? roleId(change.from.owner) : null;
  const retired = owner === null ? undefined : index.remover(owner);
  if (retired !== undefined) comesAfter(retired, draft);
}

function placeOf(change: ObjectChange): string {
  const { name, kind } = subject(change);
  return `${kindNamed(kind).scope}|${displayedName(name)}`;
}

/** `DB` and `DB.SC`. */
function containerNames({ name }: AnyObject): readonly string[] {
  return [1, 2].filter((depth) => depth < name.length).map((depth) => displayedName(name.slice(0, depth)));
}

function changeOf(draft: Draft): ObjectChange {
  const [change] = draft.changes;
  if (change?.kind !== "object") throw new TypeError(`${draft.id} is about no object`);
  return change;
}
