import { type Grant, granteeKey, type ObjectId, targetKey } from "@snowtower/kinds";
import { displayed, type Identifier } from "@snowtower/sql";
import { subjectOf } from "../catalog-world.ts";
import type { Matched } from "../match/match-objects.ts";
import type { Draft } from "./draft.ts";

/** Finds drafts by what they are about. */
export class DraftIndex {
  readonly #makers = new Map<ObjectId, Draft[]>();
  readonly #removers = new Map<ObjectId, Draft>();
  readonly #grants = new Map<string, Draft[]>();
  readonly #onTarget = new Map<string, Draft[]>();
  readonly #onObject = new Map<ObjectId, Draft[]>();
  readonly #futures = new Map<string, Draft[]>();
  readonly #matched: Matched;

  constructor(drafts: readonly Draft[], matched: Matched) {
    this.#matched = matched;
    for (const draft of drafts) this.#add(draft);
  }

  #add(draft: Draft): void {
    for (const change of draft.changes) {
      if (change.kind === "object") {
        const id = (change.to ?? change.from)?.id;
        if (id === undefined || draft.does === "own") continue;
        if (draft.does === "drop") this.#removers.set(id, draft);
        else push(this.#makers, id, draft);
      } else if (change.kind === "grant") {
        const grant = change.to ?? change.from;
        if (grant !== null) this.#addGrant(grant, draft);
      }
    }
  }

  #addGrant(grant: Grant, draft: Draft): void {
    push(this.#onTarget, targetKey(grant.on), draft);
    push(this.#grants, `${granteeKey(grant.to)}|${targetKey(grant.on)}`, draft);
    const object = grant.on.kind === "object" ? subjectOf(grant.on) : null;
    if (object !== null) push(this.#onObject, object, draft);
    if (grant.on.kind === "future") push(this.#futures, `${grant.on.type}|${grant.on.name}`, draft);
  }

  /** What creates, completes, alters or replaces the object, in that order. */
  makers(id: ObjectId): readonly Draft[] {
    return this.#makers.get(id) ?? [];
  }

  /** What creates the object, replaces it, or gives it its name. */
  creators(id: ObjectId): readonly Draft[] {
    return this.makers(id).filter(
      ({ does, changes: [change] }) => does === "create" || (change?.kind === "object" && (change.how === "replace" || change.how === "rename")),
    );
  }

  /** What drops the object, itself or with its container. */
  remover(id: ObjectId): Draft | undefined {
    return this.#removers.get(id) ?? this.#removers.get(this.#matched.casualties.get(id) ?? id);
  }

  /** What gives this grantee something on this target, or takes it. */
  grants(grant: Pick<Grant, "to" | "on">): readonly Draft[] {
    return this.#grants.get(`${granteeKey(grant.to)}|${targetKey(grant.on)}`) ?? [];
  }

  /** What gives or takes something on the object itself. */
  grantsOnObject(id: ObjectId): readonly Draft[] {
    return this.#onObject.get(id) ?? [];
  }

  grantsOn(grant: Pick<Grant, "on">): readonly Draft[] {
    return this.#onTarget.get(targetKey(grant.on)) ?? [];
  }

  /** What changes the future grants for a type of object in a container. */
  futures(type: string, container: string): readonly Draft[] {
    return this.#futures.get(`${type}|${container}`) ?? [];
  }

  /** What makes `member` a member of `role`. */
  membership(member: Identifier, role: Identifier): readonly Draft[] {
    const on = { kind: "object", type: "ROLE", name: displayed(role) } as const;
    return this.grants({ to: { type: "ROLE", name: displayed(member) }, on }).filter((draft) => draft.does === "give");
  }
}

function push<K>(map: Map<K, Draft[]>, key: K, draft: Draft): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [draft]);
  else if (there.at(-1) !== draft) there.push(draft);
}
