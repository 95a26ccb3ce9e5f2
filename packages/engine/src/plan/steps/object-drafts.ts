import { type AnyObject, diffObject, earlyOf, kindNamed, type ObjectChange, renderObjectChange } from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";
import { adminId } from "../plan-context.ts";
import type { Actor } from "./actors.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";
import { isRemade, remakeDrafts } from "./remake-drafts.ts";
import { grantsBack, ownerReplaced } from "./replaced-grants.ts";

/** One draft for each object that is created, altered, replaced or dropped. */
export function objectDrafts(making: DraftMaking): Draft[] {
  const { creates, changes, drops } = making.matched;
  const renames = making.context.renames.changes.map((change) => renameDraft(change, making));
  // An object that is dropped to be made again needs two steps: the drop is numbered first.
  const wanted = [...inOrder(drops.values()), ...inOrder([...creates.values(), ...changes])].flatMap((change) =>
    isRemade(change, making) ? remakeDrafts(change, making) : [objectDraft(change, making)],
  );
  return [...renames, ...wanted];
}

function inOrder(changes: Iterable<ObjectChange>): ObjectChange[] {
  return sortedBy(changes, (change) => subject(change).id);
}

/** It sets nothing: what the object is to be beside its names is for other steps. */
function renameDraft(change: ObjectChange, making: DraftMaking): Draft {
  return {
    id: making.names.next(subject(change).id),
    does: "change",
    changes: [change],
    statements: renderObjectChange(change),
    ...actorOf(change, making),
    why: change.how === "rename" ? whyOf(change, making) : whyOfColumns(change, making),
    rank: RANK.rename,
    after: new Map(),
  };
}

function whyOfColumns({ from, to }: ObjectChange, { context }: DraftMaking): string {
  const place = to === null ? undefined : context.to.origin.get(to.id);
  const columns = from === null || to === null ? [] : (kindNamed(to.kind).renamedColumns?.(from, to) ?? []);
  const names = columns.map((each) => `${each.to}, which the account has as ${each.from}`).join(", ");
  return `${place === undefined ? "the project" : `${place.file}:${place.line}`} describes column ${names}`;
}

function objectDraft(wanted: ObjectChange, making: DraftMaking, why = whyOf(wanted, making)): Draft {
  const object = subject(wanted);
  const created = wanted.how === "create";
  const actor = actorOf(wanted, making);
  making.actors.mustBe(wanted, actor);
  // What is replaced belongs to who did it.
  const change = wanted.how === "replace" && wanted.to !== null ? { ...wanted, to: { ...wanted.to, owner: ownerReplaced(wanted.to, actor, making) } } : wanted;
  return {
    id: making.names.next(object.id),
    does: created ? "create" : change.how === "drop" ? "drop" : "change",
    changes: [change, ...bornWith(change, making).changes],
    statements: [...renderObjectChange(change, bornWith(change, making).all), ...grantsBack(change, making.context, making.futures)],
    ...actor,
    why,
    rank: change.how === "drop" ? dropRank(object, making) : RANK.object,
    after: new Map(),
  };
}

/** What the statement sets on what it makes. */
function bornWith(change: ObjectChange, { matched: { attachments } }: DraftMaking) {
  const id = subject(change).id;
  return change.how === "drop" ? { all: [], changes: [] } : { all: attachments.born.get(id) ?? [], changes: attachments.bornChanges.get(id) ?? [] };
}

/**
 * A creation in two: what can be made before the references exist, and the rest. `null` if the kind cannot do so.
 * Breaks a circle of references.
 */
export function splitCreation(draft: Draft, making: DraftMaking): readonly [Draft, Draft] | null {
  const [change] = draft.changes;
  if (change?.kind !== "object" || change.how !== "create" || change.to === null) return null;
  const early = earlyOf(change.to);
  const rest = early === change.to ? null : diffObject(early, change.to, making.context.facts);
  if (rest === null || rest.how !== "alter") return null;
  const first: ObjectChange = { ...change, to: early };
  const { as, through } = draft;
  const why = "it could not be made as a whole, because it and what it refers to need each other";
  return [
    { ...draft, changes: [first, ...draft.changes.slice(1)], statements: renderObjectChange(first, bornWith(first, making).all), after: new Map() },
    { ...objectDraft(rest, making, why), changes: [rest], statements: renderObjectChange(rest), as, through, completes: true },
  ];
}

function actorOf(change: ObjectChange, { actors }: DraftMaking): Actor {
  const object = subject(change);
  if (change.how === "create") return actors.creator(object);
  return change.how === "replace" ? actors.replacer(change.from ?? object) : actors.keeper(change.from ?? object);
}

function dropRank(object: AnyObject, { context, matched }: DraftMaking): number {
  if (matched.born.has(object.id)) return RANK.unwantedBirth;
  if (object.id === adminId(context)) return RANK.dropAdmin;
  return kindNamed(object.kind).label === "ROLE" ? RANK.dropRole : RANK.drop;
}

function whyOf(change: ObjectChange, { context, matched }: DraftMaking): string {
  const { id } = subject(change);
  const place = context.to.origin.get(id);
  const at = place === undefined ? "the project" : `${place.file}:${place.line}`;
  if (change.how === "create") return `${at} describes it, and the account has none`;
  if (change.how === "rename") return `${at} describes it under this name, and the account has it as ${change.from?.id ?? "another"}`;
  if (change.how === "alter") return `${change.fields.join(", ")} ${change.fields.length === 1 ? "is" : "are"} not as ${at} describes`;
  if (change.how === "replace")
    return `${change.fields.join(", ")} ${change.fields.length === 1 ? "is" : "are"} not as ${at} describes, and only a replacement changes that`;
  if (matched.born.has(id))
    return matched.creates.has(id)
      ? "it comes into being with its container, but not as described"
      : "it comes into being with its container, and the project does not describe it";
  if (context.destroys) return "the environment is removed";
  return "the project does not describe it, and its part of the scope is strict";
}

export function subject(change: ObjectChange): AnyObject {
  const object = change.to ?? change.from;
  if (object === null) throw new TypeError("a change of nothing");
  return object;
}
