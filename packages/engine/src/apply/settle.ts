import { type Catalog, type Change, type Grantee, type Interest, kindNamed, type ObjectId } from "@snowtower/kinds";
import type { Account } from "@snowtower/sql";
import type { Step, StepId } from "../plan/step.ts";
import { type ReadOptions, readAccount } from "../read/read-account.ts";
import type { Settled, Settlement } from "./apply-result.ts";
import { settleChange } from "./settle-change.ts";

/**
 * Looks at the account to say what has become of these steps: after an error, a lost connection or a crash nothing is assumed.
 * One narrow reading serves them all. If the account cannot be read, nothing is known of any.
 */
export async function settle(steps: readonly Step[], account: Account, options: ReadOptions = {}): Promise<ReadonlyMap<StepId, Settlement>> {
  try {
    const { catalog } = await readAccount(account, interestOfSteps(steps), options);
    return new Map(steps.map((step) => [step.id, settleStep(step, catalog)]));
  } catch (error) {
    const found = [`the account could not be read: ${error instanceof Error ? error.message : String(error)}`];
    return new Map(steps.map((step) => [step.id, { settled: "unknown", found }]));
  }
}

/** A step is done when each of its changes is, and not done when none is. */
export function settleStep(step: Step, catalog: Catalog): Settlement {
  const each = step.changes.map((change) => settleChange(change, catalog));
  const states = new Set(each.map((one) => one.settled));
  const found = each.flatMap((one) => one.found);
  if (states.size === 0) return { settled: "done", found };
  const [only] = states;
  if (states.size === 1 && only !== undefined) return { settled: only, found };
  return { settled: states.has("unknown") ? "unknown" : ("half done" satisfies Settled), found };
}

/** What must be read to settle the steps: the objects that they change, and the grantees. */
export function interestOfSteps(steps: readonly Step[]): Interest {
  const databases = new Set<string>();
  const objects = new Set<ObjectId>();
  const grantees = new Map<string, Grantee>();
  const see = (change: Change): void => {
    for (const end of [change.from, change.to]) {
      if (end === null) continue;
      if ("privilege" in end) grantees.set(`${end.to.type}|${end.to.name}`, end.to);
      else if ("what" in end) continue;
      else if (kindNamed(end.kind).scope === "account") objects.add(end.id);
      else if (end.name[0] !== undefined) databases.add(end.name[0]);
    }
  };
  for (const step of steps) for (const change of step.changes) see(change);
  return { databases: [...databases].sort(), objects: [...objects].sort(), owners: [], grantees: [...grantees.values()] };
}
