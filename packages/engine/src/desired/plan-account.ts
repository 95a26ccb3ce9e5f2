import type { Desired, Interest } from "@snowtower/kinds";
import type { Account, QualifiedName } from "@snowtower/sql";
import { bearersToRead } from "../plan/bearers-to-read.ts";
import { digestOf } from "../plan/digest.ts";
import type { PlanOptions } from "../plan/plan-options.ts";
import { plan } from "../plan/planner.ts";
import { settingsToRead } from "../plan/settings-to-read.ts";
import { type BoundPlan, bindPlan } from "../plan-file/bound-plan.ts";
import type { AccountReading, ReadOptions } from "../read/read-account.ts";
import { readForProject } from "../read/read-for-project.ts";
import { type ReadStatistics, sumOfStatistics } from "../read/read-statistics.ts";
import { knowSecrets, type SecretKnowledge, secretFields } from "../state/know-secrets.ts";
import { withMarkSteps } from "../state/mark-steps.ts";
import { readState } from "../state/read-state.ts";
import { interestOf } from "./interest-of.ts";
import type { SecretStore } from "./secrets.ts";

export interface AccountPlan {
  readonly plan: BoundPlan;
  readonly statistics: ReadStatistics;
}

interface PlanAccountOptions extends PlanOptions, ReadOptions {
  /** What tells whether a secret is the described one. Absent: nothing does, and none is marked. */
  readonly marks?: {
    /** The state schema; `null` for none. */
    readonly schema: QualifiedName | null;
    readonly secrets: SecretStore;
    /** Sets every described secret again. */
    readonly refresh?: boolean;
  };
}

/** Reads what the project speaks about, and plans the difference. Nothing is changed. */
export async function planAccount(account: Account, desired: Desired, options: PlanAccountOptions): Promise<AccountPlan> {
  const interest = interestOf(desired);
  const { seen: _, ...reading } = { ...options, admin: desired.scope.admin };
  const knowledge = await knowledgeOf(account, desired, options.marks);
  const first = await readForProject(account, interest, reading);
  const bearers = bearersToRead(first.catalog, desired);
  const settings = settingsToRead(first.catalog, desired);
  if (bearers.length === 0 && settings.length === 0) return planned(first, interest);
  const more: Interest = {
    ...interest,
    // What is set on an object that is replaced is lost with it, so it has to be known first.
    ...(bearers.length === 0 ? {} : { attachments: [...new Set([...(interest.attachments ?? []), ...bearers])].sort() }),
    ...(settings.length === 0 ? {} : { settings: [...settings].sort() }),
  };
  const second = await readForProject(account, more, { ...reading, seen: first.seen });
  return planned({ ...second, statistics: sumOfStatistics(first.statistics, second.statistics) }, more);

  function planned({ catalog, statistics }: Pick<AccountReading, "catalog" | "statistics">, read: Interest): AccountPlan {
    const known = knowledge === null ? { catalog, notes: [] } : knowSecrets(catalog, desired, knowledge);
    const made = plan(known.catalog, desired, options);
    const told = { ...made, notes: [...made.notes, ...known.notes] };
    const marked = knowledge === null ? told : withMarkSteps(told, { ...knowledge, desired, as: account.facts.role });
    return { plan: bindPlan(marked, { interest: read, desired: digestOfDesired(desired), from: known.catalog }), statistics };
  }
}

/** `null` for a project without secrets: then there is nothing to ask about. */
async function knowledgeOf(account: Account, desired: Desired, marks: PlanAccountOptions["marks"]): Promise<SecretKnowledge | null> {
  if (marks === undefined || ![...desired.catalog.objects.values()].some((object) => secretFields(object).length > 0)) return null;
  const { schema, ...rest } = marks;
  return { ...rest, state: await readState(account, schema) };
}

/** Objects, grants and attachments are in an order of their own, so equal projects have equal digests. */
function digestOfDesired({ catalog }: Desired): string {
  return digestOf({ objects: [...catalog.objects.values()], grants: [...catalog.grants], attachments: [...catalog.attachments] });
}
