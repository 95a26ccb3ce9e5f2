import { type AnyObject, kindNamed, type ObjectChange, renderOwnership, signature } from "@snowtower/kinds";
import { displayed, type Identifier, type Statement } from "@snowtower/sql";
import { sortedBy } from "../code-point-order.ts";
import { isProtected } from "../match/drops.ts";
import { ownerOf } from "../owner-of.ts";
import { creatorOf } from "../plan-context.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";
import { expectedOwner, ownerByFuture } from "./expected-owner.ts";
import { ownerReplaced } from "./replaced-grants.ts";

/** One draft for each described object that belongs, or would belong, to another role than it should. */
export function ownerDrafts(making: DraftMaking): Draft[] {
  return sortedBy(making.context.to.catalog.objects.values(), (object) => object.id).flatMap((object) => {
    const wanted = expectedOwner(object, making.futures);
    const now = wanted === undefined ? null : ownerBefore(object, making);
    if (wanted === undefined || now === null || now.owner === wanted || isKept(now, making)) return [];
    return [ownerDraft({ ...now, wanted }, making)];
  });
}

interface Transfer {
  readonly there: AnyObject;
  readonly owner: Identifier;
  readonly wanted: Identifier;
}

/** Who owns it before a transfer; `null` where there is nothing to transfer, or no telling. */
function ownerBefore(object: AnyObject, { context, matched, futures, actors }: DraftMaking): Pick<Transfer, "there" | "owner"> | null {
  if (matched.blocked.has(object.id)) return null;
  const created = matched.creates.get(object.id)?.to ?? null;
  if (created !== null) {
    const owner = creatorOf(created, context);
    const byFuture = ownerByFuture(created, futures);
    return { there: created, owner: byFuture ?? owner };
  }
  const there = context.from.objects.get(object.id) ?? matched.born.get(object.id);
  if (there === undefined) return null;
  if (matched.replaced.has(object.id)) return { there, owner: ownerReplaced(object, actors.replacer(there), { futures }) };
  const owner = matched.born.has(object.id) ? creatorOf(there, context) : ownerOf(there);
  if (owner === undefined || owner === null) {
    if (there.owner !== undefined) {
      const message = `${object.id} keeps its owner, who ${owner === null ? "is Snowflake itself" : "could not be read"}`;
      context.notes.push({ severity: "warning", code: "ST2015", message, about: object.id });
    }
    return null;
  }
  return { there, owner };
}

function isKept({ there, owner }: Pick<Transfer, "there" | "owner">, { context, matched }: DraftMaking): boolean {
  const kept = matched.creates.has(there.id) ? null : isProtected(there.id, context);
  if (kept === null) return false;
  context.notes.push({ severity: "warning", code: "ST2003", message: `${there.id} keeps its owner ${displayed(owner)}: ${kept}`, about: there.id });
  return true;
}

function ownerDraft(transfer: Transfer, making: DraftMaking): Draft {
  const { there, owner, wanted } = transfer;
  const change: ObjectChange = { kind: "object", how: "alter", from: { ...there, owner }, to: { ...there, owner: wanted }, fields: [] };
  return {
    id: making.names.next(`owner:${there.id}`),
    does: "own",
    changes: [change],
    statements: [transferTo(there, wanted)],
    back: [transferTo(there, owner)],
    ...making.actors.keeper({ ...there, owner }),
    why: `${displayed(wanted)} is to own it, and ${displayed(owner)} does`,
    rank: RANK.own,
    after: new Map(),
  };
}

function transferTo(object: AnyObject, to: Identifier): Statement {
  const on = { type: kindNamed(object.kind).label, name: signature(object.name, object.argumentTypes) };
  return renderOwnership(on, { type: "ROLE", name: displayed(to) });
}
