import type { Catalog, Desired } from "@snowtower/kinds";
import { decideGrants } from "../grants/decide-grants.ts";
import { GrantScene } from "../grants/grant-scene.ts";
import { match } from "../match/match-objects.ts";
import { type Order, order } from "../order/order.ts";
import type { Note } from "../plan.ts";
import { type PlanContext, planContext } from "../plan-context.ts";
import { Readers } from "../readers.ts";
import { nameIndex, SoftReferences } from "../soft-references.ts";
import { Actors } from "./actors.ts";
import { attachmentDrafts } from "./attachment-drafts.ts";
import { withBrackets } from "./bracket-drafts.ts";
import { keepContinuity } from "./continuity.ts";
import { comesAfter, type Draft, StepNames } from "./draft.ts";
import { DraftIndex } from "./draft-index.ts";
import type { DraftMaking } from "./draft-making.ts";
import { grantDrafts } from "./grant-drafts.ts";
import { withManagedAccess } from "./managed-access-drafts.ts";
import { objectDrafts, splitCreation } from "./object-drafts.ts";
import { orderAttachments } from "./order-attachments.ts";
import { orderActors, orderGrants } from "./order-grants.ts";
import { orderObjects } from "./order-objects.ts";
import { ownerDrafts } from "./owner-drafts.ts";

export interface DraftedPlan extends DraftMaking {
  /** In an order in which they can run. */
  readonly drafts: readonly Draft[];
  readonly soft: SoftReferences;
  readonly scene: GrantScene;
}

/** All steps of the way from one catalog to the other, in order. */
export function draftPlan(from: Catalog, to: Desired, destroys: boolean): DraftedPlan {
  const context = planContext(from, to, destroys);
  const matched = match(context);
  const scene = new GrantScene(context, matched);
  const { all, futures } = decideGrants(scene);
  const making: DraftMaking = { context, matched, futures, actors: new Actors(context, futures), names: new StepNames() };
  const own = [...objectDrafts(making), ...attachmentDrafts(making), ...ownerDrafts(making)];
  const drafts = [...withManagedAccess(withBrackets(own, making), all, making), ...grantDrafts(all, making)];
  const soft = new SoftReferences(nameIndex([...from.objects.values(), ...to.catalog.objects.values()]));
  return { ...making, scene, soft, drafts: inOrder(drafts, making, soft) };
}

/** Orders the drafts; creations that need each other are split, as far as their kinds can be. */
function inOrder(drafts: readonly Draft[], making: DraftMaking, soft: SoftReferences): readonly Draft[] {
  const notes: Note[] = [];
  connect(drafts, { making, soft, context: { ...making.context, notes } });
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const splits = new Map<string, readonly [Draft, Draft] | null>();
  const splitOf = (id: string): readonly [Draft, Draft] | null => {
    const draft = byId.get(id);
    if (!splits.has(id)) splits.set(id, draft === undefined ? null : splitCreation(draft, making));
    return splits.get(id) ?? null;
  };
  const found = order(drafts, (id) => splitOf(id) !== null);
  const split = new Set(found.cycles.map(({ cut }) => cut).filter((id) => splitOf(id) !== null));
  if (split.size > 0) {
    const pieces = drafts.flatMap((draft) => (split.has(draft.id) ? (splitOf(draft.id) ?? [draft]) : [draft]));
    return inOrder(
      pieces.map((draft) => ({ ...draft, after: new Map() })),
      making,
      soft,
    );
  }
  making.context.notes.push(...notes, ...notesOf(found, drafts));
  return settled(found, drafts);
}

interface Connecting {
  readonly making: DraftMaking;
  readonly soft: SoftReferences;
  readonly context: PlanContext;
}

function connect(drafts: readonly Draft[], { making, soft, context }: Connecting): void {
  const index = new DraftIndex(drafts, making.matched);
  const isOfObject = ({ does }: Draft): boolean => does === "create" || does === "change" || does === "drop";
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const draft of drafts) for (const id of draft.follows ?? []) comesAfter(draft, byId.get(id));
  orderObjects(drafts.filter(isOfObject), { index, soft, readers: new Readers(making.context.from, making.context.to.catalog) });
  orderGrants(
    drafts.filter((draft) => !isOfObject(draft)),
    index,
    context,
  );
  orderAttachments(drafts, index, making.context.from.attachments);
  keepContinuity(drafts, index, { ...making, context });
  orderActors(drafts, index, context);
}

function notesOf({ gaveWay, cycles }: Order, drafts: readonly Draft[]): Note[] {
  // What a grant that gives way means for access is told from the finished steps.
  const grants = new Set(drafts.filter(({ does }) => does === "give" || does === "take").map(({ id }) => id));
  return [
    ...gaveWay
      .filter(({ id, after }) => !grants.has(id) || !grants.has(after))
      .map(
        ({ id, after }): Note => ({ severity: "warning", code: "ST2005", message: `${id} comes before ${after}, though its SQL seems to name it`, about: id }),
      ),
    ...cycles.map(
      ({ ids, cut }): Note => ({ severity: "error", code: "ST2006", message: `each of these needs another one first: ${ids.join(", ")}`, about: cut }),
    ),
  ];
}

/** The drafts in their order, without the reasons that gave way. */
function settled({ ids, gaveWay, cycles }: Order, drafts: readonly Draft[]): readonly Draft[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const { id, after } of gaveWay) byId.get(id)?.after.delete(after);
  for (const { cut, ids: cycle } of cycles) for (const id of cycle) byId.get(cut)?.after.delete(id);
  return ids.flatMap((id) => byId.get(id) ?? []);
}
