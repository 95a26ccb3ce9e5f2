import { type AccountPlan, planAccount } from "@snowtower/engine";
import type { Account } from "@snowtower/sql";
import type { OpenProject } from "../project/open-project.ts";
import { marksOf } from "./marks-of.ts";

interface FreshPlanOptions {
  readonly only?: string;
  readonly refreshSecrets?: boolean;
}

/** The plan of the project for the account as it is now: the same one whether it is shown, explained or applied. */
export function freshPlan(
  project: OpenProject,
  account: Account,
  { only, signal, ...options }: FreshPlanOptions & { readonly signal: AbortSignal },
): Promise<AccountPlan> {
  return planAccount(account, project.loaded.describe(account.facts), {
    ...(only === undefined ? {} : { only }),
    assumeAbsent: project.assumeAbsent,
    signal,
    marks: marksOf(project, options),
  });
}
