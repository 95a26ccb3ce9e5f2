import type { Plan, Step } from "@snowtower/engine";
import { type AttachmentChange, type Grant, type Grantee, type GrantTarget, isUnknown, kindNamed, signature } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { isOwnership } from "../plan/is-ownership.ts";
import { isToldAsAccess } from "../plan/is-told-as-access.ts";
import { remakes } from "../plan/remake.ts";

/** One thing that a grantee comes to hold, or holds no more. */
export interface AccessChange {
  readonly kind: "access";
  readonly to: Grantee;
  readonly does: "gains" | "loses" | "owns";
  readonly privilege: string;
  /** Only the right to pass it on comes or goes. */
  readonly only: boolean;
  readonly option: boolean;
  readonly on: GrantTarget;
  /** For ownership: who owned it until now. */
  readonly until?: string;
  /** The step that brings the change, for what it may cost. */
  readonly cost: Step;
}

export interface AttachmentEntry {
  readonly change: AttachmentChange;
  readonly cost: Step;
}

/** What a plan does to access with statements of its own. What a policy that is made anew is granted on the way is no gain: `full` tells it as well. */
export function accessChanges(plan: Pick<Plan, "steps">, { full = true }: { readonly full?: boolean } = {}): readonly AccessChange[] {
  const onTheWay = new Set(full ? [] : remakes(plan).flatMap((remake) => remake.steps));
  const steps = plan.steps.filter((step) => !onTheWay.has(step));
  return steps.flatMap((cost) =>
    cost.changes.flatMap((change): AccessChange | readonly [] => {
      if (change.kind === "grant") return ofGrant(change.from, change.to, cost);
      if (change.kind === "attachment" || !isOwnership(change) || change.to === null) return [];
      const { kind, name, argumentTypes, owner } = change.to;
      const before = change.from?.owner;
      const until = before === undefined || before === null || isUnknown(before) ? {} : { until: displayed(before) };
      const to: Grantee = { type: "ROLE", name: typeof owner === "string" ? displayed(owner) : "" };
      const on: GrantTarget = { kind: "object", type: kindNamed(kind).label, name: signature(name, argumentTypes) };
      return { kind: "access", to, does: "owns", privilege: "OWNERSHIP", only: false, option: false, on, ...until, cost };
    }),
  );
}

function ofGrant(from: Grant | null, to: Grant | null, cost: Step): AccessChange | readonly [] {
  const grant = to ?? from;
  if (grant === null) return [];
  const only = from !== null && to !== null;
  const loses = to === null || (from?.option === true && !to.option);
  return {
    kind: "access",
    to: grant.to,
    does: loses ? "loses" : "gains",
    privilege: grant.privilege,
    only,
    option: grant.option || from?.option === true,
    on: grant.on,
    cost,
  };
}

/** Policies that come between readers and what they read already; a new object's stand with it. */
export function attachmentEntries({ steps }: Pick<Plan, "steps">): readonly AttachmentEntry[] {
  return steps.flatMap((cost) => cost.changes.flatMap((change) => (change.kind === "attachment" && isToldAsAccess(cost, change) ? [{ change, cost }] : [])));
}
