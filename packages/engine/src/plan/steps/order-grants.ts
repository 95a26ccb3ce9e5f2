import { type Grant, granteeKey, type ObjectId } from "@snowtower/kinds";
import { displayedName, exactly, type Identifier, parseIdentifier } from "@snowtower/sql";
import { objectNamed, subjectOf } from "../catalog-world.ts";
import { adminId, type PlanContext, roleId } from "../plan-context.ts";
import { comesAfter, type Draft } from "./draft.ts";
import type { DraftIndex } from "./draft-index.ts";

/** Says for each draft of grants or of ownership what comes before it: grantee and target exist, future grants stand before what makes up for them. */
export function orderGrants(drafts: readonly Draft[], index: DraftIndex, context: PlanContext): void {
  for (const draft of drafts) {
    if (draft.does === "own") followsForOwnership(draft, index);
    for (const change of draft.changes) {
      const grant = change.kind === "grant" ? (change.to ?? change.from) : null;
      if (grant !== null) followsForGrant(draft, grant, { index, context });
    }
  }
}

function followsForGrant(draft: Draft, grant: Grant, { index, context }: { readonly index: DraftIndex; readonly context: PlanContext }): void {
  exists(draft, objectNamed(grant.to.type, grant.to.name), index);
  const target = grant.on.kind === "account" ? null : subjectOf(grant.on);
  exists(draft, target, index);
  if (grant.on.kind === "future" && grant.privilege === "OWNERSHIP" && draft.does === "give") {
    // Ownership of a container's future objects is granted to one role at a time (docs: sql-reference/sql/grant-ownership).
    for (const other of index.grantsOn(grant)) if (other.does === "take") comesAfter(draft, other);
    // In a managed access schema the new owner has to be below the schema's owner already (same page, "Usage notes").
    for (const membership of index.membership(context.scope.admin, stored(grant.to.name))) comesAfter(draft, membership);
  }
  if (grant.on.kind !== "object" || draft.does !== "give" || target === null) return;
  const name = (context.from.objects.get(target) ?? context.to.catalog.objects.get(target))?.name ?? [];
  for (const depth of [1, 2]) {
    if (depth >= name.length) continue;
    for (const future of index.futures(grant.on.type, displayedName(name.slice(0, depth)))) if (isTo(future, grant)) comesAfter(draft, future);
  }
}

/** Grants name roles in displayed form. */
function stored(displayedName: string): Identifier {
  return parseIdentifier(displayedName) ?? exactly(displayedName);
}

function isTo(draft: Draft, { to }: Grant): boolean {
  const [change] = draft.changes;
  const grant = change?.kind === "grant" ? (change.to ?? change.from) : null;
  return grant !== null && granteeKey(grant.to) === granteeKey(to);
}

/** COPY CURRENT GRANTS leaves the grants as they are, and whoever owned the object can still give them before. */
function followsForOwnership(draft: Draft, index: DraftIndex): void {
  const [change] = draft.changes;
  if (change?.kind !== "object" || change.to === null) return;
  exists(draft, change.to.id, index);
  if (typeof change.to.owner === "string") exists(draft, roleId(change.to.owner), index);
  for (const grants of index.grantsOnObject(change.to.id)) comesAfter(draft, grants);
  // What a role owned is handed over before it goes, and what it granted stays.
  const until = typeof change.from?.owner === "string" ? roleId(change.from.owner) : null;
  comesBeforeDrop(draft, until, index);
}

function exists(draft: Draft, id: ObjectId | null, index: DraftIndex): void {
  if (id !== null) for (const creator of index.creators(id)) comesAfter(draft, creator);
}

/** A role acts when it exists, holds what it acts through, and has not yet lost what it acts by. */
export function orderActors(drafts: readonly Draft[], index: DraftIndex, { scope, facts, ...context }: PlanContext): void {
  const { admin } = scope;
  const adminRole = adminId({ scope, facts, ...context });
  const makers = new Set(
    admin === facts.role || adminRole === null
      ? []
      : [...index.creators(adminRole), ...drafts.filter((draft) => draft.as === facts.role && isAbout(draft, adminRole))],
  );
  const asAdmin = drafts.filter((draft) => draft.as === admin && !makers.has(draft));
  const lastOfAdmin = adminRole === null ? undefined : index.remover(adminRole);
  for (const draft of asAdmin) {
    for (const maker of makers) comesAfter(draft, maker);
    if (lastOfAdmin !== undefined) comesAfter(lastOfAdmin, draft);
  }
  for (const draft of drafts) {
    for (const role of draft.through) {
      for (const membership of index.membership(draft.as, role)) comesAfter(draft, membership);
      comesBeforeDrop(draft, roleId(role), index);
    }
    comesBeforeDrop(draft, roleId(draft.as), index);
  }
  const weakens = asAdmin.filter((draft) => draft.does === "take" && isFrom(draft, adminRole));
  for (const take of weakens) for (const draft of asAdmin) if (!weakens.includes(draft)) comesAfter(take, draft, "soft");
}

/** A grant to the role, or of it. */
function isAbout(draft: Draft, role: ObjectId): boolean {
  const [change] = draft.changes;
  if (change?.kind !== "grant" || change.to === null) return false;
  const { to, on } = change.to;
  return objectNamed(to.type, to.name) === role || (on.kind === "object" && subjectOf(on) === role);
}

function isFrom(draft: Draft, role: ObjectId | null): boolean {
  const [change] = draft.changes;
  return change?.kind === "grant" && change.from !== null && objectNamed(change.from.to.type, change.from.to.name) === role;
}

function comesBeforeDrop(draft: Draft, role: ObjectId | null, index: DraftIndex): void {
  const remover = role === null ? undefined : index.remover(role);
  if (remover !== undefined) comesAfter(remover, draft);
}
