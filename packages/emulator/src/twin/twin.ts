import type { Seen } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { LocalAccount } from "../local-account.ts";
import { createdTwin } from "./created-twin.ts";
import { keepDescribed, keepShown } from "./keep-cells.ts";
import { readerSession } from "./reader-session.ts";
import { inferRetention } from "./retention.ts";
import type { Hole, Seed } from "./seed.ts";
import { seedAccount } from "./seed-account.ts";
import type { TwinEntry } from "./twin-entry.ts";

interface Twin {
  readonly account: LocalAccount;
  /** What of the seed could not be taken in. `compareWithSeed` tells what it does not give back. */
  readonly holes: readonly Hole[];
}

/** An account in memory that starts where another one was read. */
export async function twinOf(seed: Seed, options: { readonly now?: () => number } = {}): Promise<Twin> {
  const { catalog, listed, described, holes } = await seedAccount(seed, (options.now ?? Date.now)());
  const account = createdTwin(seed.facts, catalog, options);
  inferRetention(catalog, listed);
  const contexts = new Map<string, Context>();
  const contextAs = (role: string): Context => {
    const known = contexts.get(role) ?? readerSession(account, { user: seed.facts.user, role }).look();
    contexts.set(role, known);
    return known;
  };
  // All is computed before any of it is kept: a cell that was kept would be taken for a computed one.
  const kept = new Map<TwinEntry, Record<string, Seen>>();
  const keptOf = (entry: TwinEntry): Record<string, Seen> => {
    const known = kept.get(entry) ?? {};
    kept.set(entry, known);
    return known;
  };
  for (const object of listed) keepShown(contextAs(object.role), object, keptOf(object.entry));
  for (const { entry, rows, role } of described) keepDescribed(contextAs(role), { entry, rows, kept: keptOf(entry) });
  for (const [entry, cells] of kept) if (Object.keys(cells).length > 0) entry.seen = cells;
  return { account, holes };
}
