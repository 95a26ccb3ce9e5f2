import { type Catalog, type Interest, mergeSights, type Observation } from "@snowtower/kinds";
import type { Account, Identifier } from "@snowtower/sql";
import { type ReadOptions, readAccount } from "./read-account.ts";
import { type ReadStatistics, sumOfStatistics } from "./read-statistics.ts";
import { readingRole } from "./reading-role.ts";

/** Answers that were read before, by the role that read. */
type SeenByRole = ReadonlyMap<Identifier, ReadonlyMap<string, Observation>>;

interface ProjectReadOptions extends Omit<ReadOptions, "seen"> {
  /** The role that owns what the project describes. */
  readonly admin: Identifier;
  readonly seen?: SeenByRole;
}

interface ProjectReading {
  readonly catalog: Catalog;
  readonly seen: SeenByRole;
  readonly statistics: ReadStatistics;
}

/**
 * Reads as the role that owns what the project describes: it is told what is hidden from everybody but owners. Where that role is shown only a
 * part of the account and does not inherit the session's role, that one reads too: what either was shown is there. With `role` only that one reads.
 */
export async function readForProject(account: Account, interest: Interest, { admin, seen, ...options }: ProjectReadOptions): Promise<ProjectReading> {
  const session = account.facts.role;
  const owner = options.role ?? (await readingRole(account, admin));
  const first = await readAs(owner);
  const sight = first.catalog.partialSight;
  if (options.role !== undefined || sight === undefined || sight.roles.includes(session)) return { ...first, seen: new Map([[owner, first.observations]]) };
  const second = await readAs(session);
  return {
    catalog: mergeSights(first.catalog, second.catalog),
    seen: new Map([
      [owner, first.observations],
      [session, second.observations],
    ]),
    statistics: sumOfStatistics(first.statistics, second.statistics),
  };

  function readAs(role: Identifier): ReturnType<typeof readAccount> {
    const before = seen?.get(role);
    return readAccount(account, interest, { ...options, role, ...(before === undefined ? {} : { seen: before }) });
  }
}
