import { type Catalog, entryOf } from "../catalog/catalog.ts";
import type { Draft } from "../catalog/draft.ts";
import type { Id } from "../catalog/entry.ts";
import type { Mutation } from "../catalog/mutation.ts";
import { cancelled } from "../sql-error.ts";

/**
 * Statements that change the same schema in the name of the same role run one after the other, others side by side. No page of the documentation says how
 * Snowflake orders DDL; it is the more cautious reading. It is to be seen only where statements take time.
 */
export class DdlQueue {
  private readonly tails = new Map<string, Promise<void>>();

  /** Waits for its turn; resolves with what ends it, throws when it is cancelled before. The keys are taken in one order, so that no two wait for each other. */
  async enter(keys: readonly string[], signal?: AbortSignal): Promise<() => void> {
    const turns: (() => void)[] = [];
    const leave = (): void => {
      for (const end of turns) end();
    };
    for (const key of [...new Set(keys)].sort()) {
      const { end, begins } = this.take(key);
      turns.push(end);
      if (await abortedBefore(begins, signal)) {
        // Who is behind it waits for those before it all the same.
        void begins.then(leave);
        throw cancelled();
      }
    }
    return leave;
  }

  private take(key: string): { readonly begins: Promise<void>; readonly end: () => void } {
    const begins = this.tails.get(key) ?? Promise.resolve();
    let end: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.tails.set(key, turn);
    const leave = (): void => {
      if (this.tails.get(key) === turn) this.tails.delete(key);
      end();
    };
    return { begins, end: leave };
  }
}

async function abortedBefore(begins: Promise<void>, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal === undefined) {
    await begins;
    return false;
  }
  const aborted = new Promise<boolean>((resolve) => {
    if (signal.aborted) resolve(true);
    signal.addEventListener("abort", () => resolve(true), { once: true });
  });
  return Promise.race([begins.then(() => signal.aborted), aborted]);
}

/** The schemas that a statement changes, each with the role that does it. What belongs to the account alone is in none. */
export function ddlKeys(draft: Draft, of: { readonly base: Catalog; readonly role: Id }): readonly string[] {
  const schemas = new Set<Id>();
  for (const mutation of draft.mutations) {
    const schema = schemaOf(mutation, draft.catalog) ?? schemaOf(mutation, of.base);
    if (schema !== null) schemas.add(schema);
  }
  return [...schemas].map((schema) => `${of.role} ${schema}`);
}

function schemaOf(mutation: Mutation, catalog: Catalog): Id | null {
  for (let entry = entryOf(catalog, subjectOf(mutation)); entry !== undefined; entry = entryOf(catalog, entry.parent)) {
    if (entry.class === "SCHEMA") return entry.id;
    if (entry.parent === entry.id) return null;
  }
  return null;
}

function subjectOf(mutation: Mutation): Id {
  switch (mutation.kind) {
    case "put":
      return mutation.entry.id;
    case "remove":
      return mutation.id;
    case "grant":
    case "revoke":
      return mutation.grant.on;
    default:
      return mutation.grant.in;
  }
}
