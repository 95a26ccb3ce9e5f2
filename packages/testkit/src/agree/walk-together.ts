import { advance, type BoundPlan, readAccount } from "@snowtower/engine";
import type { Account, SecretRef } from "@snowtower/sql";
import { disagreements } from "./disagreements.ts";

/**
 * Runs a plan step by step, and after every step compares what `advance` says with what the account says. Gives the first step after which they
 * disagree, and in what. A statement that is refused ends the walk: that is no disagreement.
 */
export async function walkTogether(plan: BoundPlan, account: Account, reveal: (ref: SecretRef) => string): Promise<readonly string[]> {
  let { catalog } = await readAccount(account, plan.interest);
  for (const step of plan.steps) {
    for (const statement of step.statements) {
      const [outcome] = await account.execute({ statements: [statement], role: step.as }, { reveal });
      if (outcome === undefined || !("done" in outcome)) return [];
    }
    catalog = advance(catalog, step);
    const read = await readAccount(account, plan.interest);
    const found = disagreements(catalog, read.catalog);
    if (found.length > 0)
      return [`after ${step.id}: ${step.statements.map(({ text }) => text.replace(/\s+/g, " ")).join("; ")}`, ...found.map((each) => `  ${each}`)];
    // What is new was not known before, and who reads sees more or less than before.
    catalog = { ...read.catalog, objects: catalog.objects, grants: catalog.grants, attachments: catalog.attachments };
  }
  return [];
}
