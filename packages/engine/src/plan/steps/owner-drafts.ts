import { type AnyObject, isA, kindNamed, type ObjectChange, type ObjectId, renderOwnership, role, signature } from "@snowtower/kinds";
import { displayed, type Identifier, type Statement } from "@snowtower/sql";
import { sortedBy } from "../code-point-order.ts";
import { isProtected } from "../match/drops.ts";
import { ownerOf } from "../owner-of.ts";
import { creatorOf } from "../plan-context.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";
import { expectedOwner, ownerByFuture } from "./expected-owner.ts";
import { ownerReplaced } from "./replaced-grants.ts";

/** One draft for each object that changes hands: because another role should own it, or because its owner is dropped. */
export function ownerDrafts(making: DraftMaking): Draft[] {
  const wanted = toWhoShould(making);
  const moved = new Set(wanted.map(({ changes: [change] }) => (change?.kind === "object" ? change.to?.id : undefined)));
  return [...wanted, ...fromWhoGoes(moved, making)];
}

/**
 * Whoever drops a role owns what it owned, but what the role granted there is revoked (docs: sql-reference/sql/drop-role, RA 19). Handed over before,
 * with its grants, the object keeps them: nobody loses an access that stays.
 */
function fromWhoGoes(moved: ReadonlySet<ObjectId | undefined>, making: DraftMaking): Draft[] {
  const { context, matched, actors } = making;
  const roles = [...matched.drops.values()].flatMap(({ from }) => (from !== null && isA(from, role) ? [from] : []));
  return sortedBy(roles, ({ id }) => id).flatMap((gone) => {
    const heir = actors.keeper(gone).as;
    const owned = gone.name.flatMap((name) => context.world.ownedBy(name));
    const staying = owned.filter(({ id }) => !matched.drops.has(id) && !matched.casualties.has(id) && !matched.replaced.has(id) && !moved.has(id));
    return staying.flatMap((there) => {
      const owner = ownerOf(there);
      const why = `${displayed(gone.name[0] ?? heir)} owns it and is dropped: what it granted there would be revoked with it`;
      return typeof owner === "string" ? [{ ...ownerDraft({ there, owner, wanted: heir }, making), why }] : [];
    });
  });
}

/** Described objects that belong, or would belong, to another role than they should. */
function toWhoShould(making: DraftMaking): Draft[] {
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
