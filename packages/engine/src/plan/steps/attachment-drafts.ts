import { type AttachmentChange, invert, kindOfId, type ObjectId, renderAttachment } from "@snowtower/kinds";
import type { Statement } from "@snowtower/sql";
import { sortedBy } from "../code-point-order.ts";
import { bearerOf } from "./bearer.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";

/** One draft for what is set on one object, or taken from it, of one kind. */
export function attachmentDrafts(making: DraftMaking): Draft[] {
  const { matched } = making;
  const bundles = new Map<string, AttachmentChange[]>();
  for (const change of matched.attachments.changes) {
    // A policy that is made anew under its name takes its places along.
    if (change.from?.what === change.to?.what && matched.replaced.has(endOf(change).what)) continue;
    const key = idOfBundle(change);
    const there = bundles.get(key);
    if (there === undefined) bundles.set(key, [change]);
    else there.push(change);
  }
  return sortedBy(bundles, ([id]) => id).map(([id, changes]) => attachmentDraft(id, changes, making));
}

/** The step that makes these changes, all of one object. */
export function attachmentDraft(id: string, changes: readonly AttachmentChange[], making: DraftMaking, why = whyOf(changes, making)): Draft {
  const { context, actors, names, matched } = making;
  const on = bearerOf(onOf(changes), context);
  const back = [...changes].reverse().flatMap((change) => renderAttachment(invert(change) as AttachmentChange, on));
  return {
    id: names.next(id),
    does: changes.every(({ to }) => to === null) ? "detach" : "attach",
    changes,
    statements: changes.flatMap((change): readonly Statement[] => renderAttachment(change, on)),
    back,
    ...(matched.creates.has(on.id) ? actors.creator(on) : actors.keeper(on)),
    why,
    rank: RANK.object,
    after: new Map(),
  };
}

function idOfBundle(change: AttachmentChange): string {
  const { what, on } = endOf(change);
  return `${kindOfId(what)} on ${on}${change.to === null ? " off" : ""}`;
}

function onOf([first]: readonly AttachmentChange[]): ObjectId {
  if (first === undefined) throw new TypeError("a step about no attachment");
  return endOf(first).on;
}

export function endOf({ from, to }: AttachmentChange): NonNullable<AttachmentChange["to"]> {
  const end = to ?? from;
  if (end === null) throw new TypeError("a change of no attachment");
  return end;
}

function whyOf(changes: readonly AttachmentChange[], { context }: DraftMaking): string {
  const place = changes.map((change) => context.to.origin.get(endOf(change).on) ?? context.to.origin.get(endOf(change).what)).find(Boolean);
  const at = place === undefined ? "the project" : `${place.file}:${place.line}`;
  return changes.every(({ to }) => to === null) ? `${at} does not describe that it is set there` : `${at} describes that it is set there`;
}
