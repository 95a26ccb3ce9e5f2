import { type Attachment, type AttachmentChange, attachesOf, kindNamed } from "@snowtower/kinds";
import { endOf } from "./attachment-drafts.ts";
import { comesAfter, type Draft } from "./draft.ts";
import type { DraftIndex } from "./draft-index.ts";
import { subject } from "./object-drafts.ts";

/**
 * What is set needs both of its ends; what is taken off goes before either of them. By no exposure (RA 17) a policy is set before anybody gets to the
 * object, and taken off after those who lose it.
 */
export function orderAttachments(drafts: readonly Draft[], index: DraftIndex, there: Iterable<Attachment>): void {
  for (const draft of drafts) for (const change of draft.changes) if (change.kind === "attachment") orderOne(draft, change, index);
  orderDrops(there, index);
}

/** A policy cannot be dropped before what it is set on (docs: sql-reference/sql/drop-masking-policy). */
function orderDrops(there: Iterable<Attachment>, index: DraftIndex): void {
  for (const attachment of there) {
    const [policy, bearer] = [index.remover(attachment.what), index.remover(attachment.on)];
    if (policy === undefined || bearer === undefined || policy === bearer || attachesOf(attachment).place === "each") continue;
    comesAfter(policy, bearer);
  }
}

function orderOne(draft: Draft, change: AttachmentChange, index: DraftIndex): void {
  const { on } = endOf(change);
  if (change.to !== null) for (const maker of index.makers(change.to.what)) comesAfter(draft, maker);
  const remover = change.from === null ? undefined : index.remover(change.from.what);
  if (remover !== undefined) comesAfter(remover, draft);
  // What loses a policy is at no moment under what the policy becomes.
  if (change.from !== null && change.from.what !== change.to?.what)
    for (const maker of index.makers(change.from.what)) if (maker.does === "change") comesAfter(maker, draft, "soft");
  if (draft.does !== "attach" && draft.does !== "detach") return;
  for (const maker of index.makers(on)) {
    const isAlter = maker.does === "change" && !isReplace(maker);
    // A column is freed before it goes, and is there before something is set on it.
    if (draft.does === "detach" && isAlter) comesAfter(maker, draft, "soft");
    else comesAfter(draft, maker, isAlter ? "soft" : "hard");
  }
  for (const grants of index.grantsOnObject(on)) {
    if (grants.does === "give" && draft.does === "attach") comesAfter(grants, draft, "soft");
    if (grants.does === "take" && draft.does === "detach") comesAfter(draft, grants, "soft");
  }
}

function isReplace({ changes: [change] }: Draft): boolean {
  return change?.kind === "object" && change.how === "replace" && kindNamed(subject(change).kind).bears !== undefined;
}
