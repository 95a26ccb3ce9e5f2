import {
  type AnyObject,
  type AttachmentChange,
  type GrantChange,
  idOf,
  invert,
  kindNamed,
  type ObjectChange,
  placeOf,
  renderObjectChange,
  signature,
} from "@snowtower/kinds";
import { exactly, type QualifiedName } from "@snowtower/sql";
import { asCreated } from "../plan-context.ts";
import { attachmentDraft } from "./attachment-drafts.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";
import { grantStatements } from "./grant-drafts.ts";

/** True for a policy that only a new object can change while it is set somewhere: then no CREATE OR REPLACE would be accepted. */
export function isRemade(change: ObjectChange, { context }: DraftMaking): boolean {
  if (change.how !== "replace" || change.from === null) return false;
  const { attaches, renames } = kindNamed(change.from.kind);
  return attaches !== undefined && renames === true && context.from.attachments.of(change.from.id).length > 0;
}

/**
 * A policy in use is made anew under another name, swapped in place by place, each by one statement, and takes the name over when the old one is gone:
 * no column is at any moment without a policy (RA 17).
 */
export function remakeDrafts(change: ObjectChange, making: DraftMaking): readonly Draft[] {
  const { from, to } = change;
  if (from === null || to === null) throw new TypeError("a replacement has two ends");
  const { context, actors, names } = making;
  const interim = inPlaceOf(asCreated(to, context), making);
  const fields = change.fields.join(", ");
  const why = `${fields} cannot be altered, and a policy that is in use cannot be replaced: a new one takes over its places and then its name`;
  const usual = { ...actors.replacer(from), why, rank: RANK.object, after: new Map() };
  const step = (does: Draft["does"], made: ObjectChange): Draft => ({
    id: names.next(to.id),
    does,
    changes: [made],
    statements: renderObjectChange(made),
    ...usual,
  });
  const create = step("create", { kind: "object", how: "create", from: null, to: interim, fields: [] });
  const swaps = swapsTo(from, interim, making).map(([id, swapped]) => attachmentDraft(id, swapped, making, why));
  const given = grantsAgain(from, interim, making);
  const back = given.map((change) => invert(change) as GrantChange);
  const grants: readonly Draft[] =
    given.length === 0
      ? []
      : [{ id: names.next(`grants:${to.id}`), does: "give", changes: given, statements: grantStatements(given), back: grantStatements(back), ...usual }];
  const drop = step("drop", { kind: "object", how: "drop", from, to: null, fields: [] });
  const rename = step("change", { kind: "object", how: "rename", from: interim, to: { ...interim, id: to.id, name: to.name }, fields: [] });
  // One after the other.
  const all = [create, ...grants, ...swaps, drop, rename];
  return all.map((draft, i) => ({
    ...draft,
    after: new Map(),
    follows: all.slice(Math.max(i - 1, 0), i).map(({ id }) => id),
    together: all.map(({ id }) => id),
  }));
}

/** What the old policy's grants give on the new one. */
function grantsAgain(old: AnyObject, interim: AnyObject, { context }: DraftMaking): readonly GrantChange[] {
  return context.world.grants(old.id).flatMap((grant): GrantChange[] => {
    if (grant.on.kind !== "object" || grant.privilege === "OWNERSHIP") return [];
    return [{ kind: "grant", from: null, to: { ...grant, on: { ...grant.on, name: signature(interim.name) } } }];
  });
}

/** By object: from the old policy to the interim one, with the columns that are to be passed in the end. Places that the policy leaves are left alone. */
function swapsTo(old: AnyObject, interim: AnyObject, { context, matched }: DraftMaking): readonly (readonly [string, readonly AttachmentChange[]])[] {
  const changed = new Map(matched.attachments.changes.map((each) => [placeOf((each.to ?? each.from) as NonNullable<typeof each.to>), each]));
  const bundles = new Map<string, AttachmentChange[]>();
  for (const there of context.from.attachments.of(old.id)) {
    const last = changed.get(placeOf(there));
    if (last !== undefined && last.to?.what !== old.id) continue;
    const id = `${old.kind} on ${there.on}`;
    // The columns are those of the file, also where the account does not tell which ones were passed.
    const described = context.to.catalog.attachments.inPlaceOf(there);
    const wanted = described?.what === old.id ? described : (last?.to ?? there);
    const swap: AttachmentChange = { kind: "attachment", from: there, to: { ...wanted, what: interim.id } };
    const bundle = bundles.get(id);
    if (bundle === undefined) bundles.set(id, [swap]);
    else bundle.push(swap);
  }
  return [...bundles];
}

/** The object under a name that nothing else has. */
function inPlaceOf(object: AnyObject, { context }: DraftMaking): AnyObject {
  for (let n = 1; ; n++) {
    const name: QualifiedName = [...object.name.slice(0, -1), exactly(`${object.name.at(-1) ?? ""}__NEW${n === 1 ? "" : n}`)];
    const id = idOf(object.kind, name);
    if (!context.from.objects.has(id) && !context.to.catalog.objects.has(id)) return { ...object, id, name };
  }
}
