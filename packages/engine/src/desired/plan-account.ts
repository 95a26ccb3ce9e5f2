import type { Desired, Interest } from "@snowtower/kinds";
import type { Account } from "@snowtower/sql";
import { bearersToRead } from "../plan/bearers-to-read.ts";
import { digestOf } from "../plan/digest.ts";
import type { PlanOptions } from "../plan/plan-options.ts";
import { plan } from "../plan/planner.ts";
import { type BoundPlan, bindPlan } from "../plan-file/bound-plan.ts";
import { type AccountReading, type ReadOptions, type ReadStatistics, readAccount } from "../read/read-account.ts";
import { readingRole } from "../read/reading-role.ts";
import { interestOf } from "./interest-of.ts";

export interface AccountPlan {
  readonly plan: BoundPlan;
  readonly statistics: ReadStatistics;
}

/** Reads what the project speaks about, and plans the difference. Nothing is changed. */
export async function planAccount(account: Account, desired: Desired, options: PlanOptions & ReadOptions): Promise<AccountPlan> {
  const interest = interestOf(desired);
  const role = options.role ?? (await readingRole(account, desired.scope.admin));
  const first = await readAccount(account, interest, { ...options, role });
  const bearers = bearersToRead(first.catalog, desired);
  if (bearers.length === 0) return planned(first, interest);
  // What is set on an object that is replaced is lost with it, so it has to be known first.
  const more = { ...interest, attachments: [...new Set([...(interest.attachments ?? []), ...bearers])].sort() };
  const second = await readAccount(account, more, { ...options, role, seen: first.observations });
  return planned({ ...second, statistics: sumOf(first.statistics, second.statistics) }, more);

  function planned({ catalog, statistics }: Pick<AccountReading, "catalog" | "statistics">, read: Interest): AccountPlan {
    return { plan: bindPlan(plan(catalog, desired, options), { interest: read, desired: digestOfDesired(desired), from: catalog }), statistics };
  }
}

function sumOf(a: ReadStatistics, b: ReadStatistics): ReadStatistics {
  return {
    roundTrips: a.roundTrips + b.roundTrips,
    statements: a.statements + b.statements,
    seconds: a.seconds + b.seconds,
    warehouseSeconds: a.warehouseSeconds + b.warehouseSeconds,
  };
}

/** Objects, grants and attachments are in an order of their own, so equal projects have equal digests. */
function digestOfDesired({ catalog }: Desired): string {
  return digestOf({ objects: [...catalog.objects.values()], grants: [...catalog.grants], attachments: [...catalog.attachments] });
}
