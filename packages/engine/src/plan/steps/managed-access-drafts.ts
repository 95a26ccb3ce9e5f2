import { type Grant, type GrantChange, groupGrants, isA, isFuture, schema } from "@snowtower/kinds";
import { displayedName } from "@snowtower/sql";
import type { GrantDecision } from "../grants/grant-decision.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";
import { grantStatements } from "./grant-drafts.ts";

/**
 * A schema becomes one with managed access only when no future grants are open in it (docs: sql-reference/sql/alter-schema, "Usage notes"): those that
 * stay are revoked before, and given again after.
 */
export function withManagedAccess(drafts: readonly Draft[], decisions: readonly GrantDecision[], making: DraftMaking): readonly Draft[] {
  return drafts.flatMap((draft) => {
    const name = becomesManaged(draft);
    const open = name === null ? [] : openIn(name, decisions, making);
    if (name === null || open.length === 0) return [draft];
    const groups = groupGrants(open.map((to): GrantChange => ({ kind: "grant", from: to, to: null })));
    const takes = groups.map((changes) => grantsDraft("take", changes, making));
    const gives = groups.map((changes) => grantsDraft("give", changes.map(back), making));
    const managed: Draft = { ...draft, follows: [...(draft.follows ?? []), ...takes.map(({ id }) => id)] };
    const together = [draft, ...takes, ...gives].map(({ id }) => id);
    return [...takes, managed, ...gives.map((give) => ({ ...give, follows: [draft.id] }))].map((each) => ({ ...each, together }));
  });
}

/** The displayed name of the schema that the draft turns managed access on for. */
function becomesManaged({ changes: [change] }: Draft): string | null {
  if (change?.kind !== "object" || change.how !== "alter" || change.to === null || !isA(change.to, schema)) return null;
  return change.fields.includes("managed_access") && change.to.fields.managed_access === true ? displayedName(change.to.name) : null;
}

/** The future grants of the schema that are there and stay. */
function openIn(name: string, decisions: readonly GrantDecision[], { context }: DraftMaking): readonly Grant[] {
  const taken = new Set(decisions.flatMap(({ change }) => (change.from !== null && change.to === null ? [change.from] : [])));
  return [...context.from.grants].filter(
    (grant) => isFuture(grant) && grant.on.kind === "future" && grant.on.in === "SCHEMA" && grant.on.name === name && !taken.has(grant),
  );
}

function back({ from, to }: GrantChange): GrantChange {
  return { kind: "grant", from: to, to: from };
}

function grantsDraft(does: "give" | "take", changes: readonly GrantChange[], { names, actors }: DraftMaking): Draft {
  const grant = (changes[0]?.from ?? changes[0]?.to) as Grant;
  const on = grant.on.kind === "future" ? `FUTURE ${grant.on.type} in ${grant.on.in} ${grant.on.name}` : "";
  return {
    id: names.next(`${does === "give" ? "grant" : "revoke"}:${grant.to.type} ${grant.to.name} on ${on}`),
    does,
    changes,
    statements: grantStatements(changes),
    back: grantStatements(changes.map(back)),
    ...actors.grantor(grant),
    why: "managed access can be turned on only while the schema has no future grants",
    rank: RANK.object,
    auxiliary: true,
    after: new Map(),
  };
}
