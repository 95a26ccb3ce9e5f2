import type { Desired } from "@snowtower/kinds";
import type { Account } from "@snowtower/sql";
import { digestOf } from "../plan/digest.ts";
import type { PlanOptions } from "../plan/plan-options.ts";
import { plan } from "../plan/planner.ts";
import { type BoundPlan, bindPlan } from "../plan-file/bound-plan.ts";
import { type ReadOptions, type ReadStatistics, readAccount } from "../read/read-account.ts";
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
  const { catalog, statistics } = await readAccount(account, interest, { ...options, role });
  return { plan: bindPlan(plan(catalog, desired, options), { interest, desired: digestOfDesired(desired), from: catalog }), statistics };
}

/** Objects and grants are in an order of their own, so equal projects have equal digests. */
function digestOfDesired({ catalog }: Desired): string {
  return digestOf({ objects: [...catalog.objects.values()], grants: [...catalog.grants] });
}
