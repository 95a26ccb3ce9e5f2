import { Access, type Answer } from "@snowtower/insight";
import { type Catalog, type NeededPrivilege, privilegesNeeded } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { sortedBy } from "../code-point-order.ts";
import type { Note } from "../plan.ts";
import type { Step } from "../step.ts";

interface Lacking {
  readonly first: string;
  readonly role: string;
  readonly need: NeededPrivilege;
  count: number;
}

/**
 * Steps whose role lacks a privilege that it needs, as far as that is known for sure when the plan is made (RA 15): better told now than by a refusal
 * in the middle of a run. One note for a role and a privilege.
 */
export function stepsNobodyMayRun(from: Catalog, steps: readonly Step[]): readonly Note[] {
  const access = new Access(from);
  const lacking = new Map<string, Lacking>();
  for (const step of steps) {
    for (const need of needsOf(step)) {
      const role = displayed(step.as);
      const answer = access.can({ kind: "as role", role: { type: "ROLE", name: role } }, need);
      if (answer.usable || !isSure(answer)) continue;
      const key = `${role}|${need.privilege}|${need.on.type}|${need.on.name}`;
      const there = lacking.get(key);
      if (there === undefined) lacking.set(key, { first: step.id, role, need, count: 1 });
      else there.count++;
    }
    access.advance([...step.changes, ...step.implied], { as: step.as });
  }
  return sortedBy(lacking, ([key]) => key).map(([, each]) => noteOf(each));
}

/** What it takes to create; who acts for the owner of what is there is chosen, and told, with the step. */
function needsOf({ changes }: Step): readonly NeededPrivilege[] {
  return changes
    .flatMap((change) => (change.kind === "object" && change.how === "create" ? privilegesNeeded(change) : []))
    .filter(({ who }) => who === "actor");
}

/** What PUBLIC holds is read by nobody, and is seldom what a deployer lives on. */
function isSure({ coverage }: Answer): boolean {
  return coverage.unowned.length === 0 && coverage.unread.every(({ name }) => name === "PUBLIC");
}

function noteOf({ first, role, need, count }: Lacking): Note {
  const on = need.on.type === "ACCOUNT" ? "ACCOUNT" : `${need.on.type} ${need.on.name}`;
  const more = count === 1 ? "" : ` and ${count - 1} more`;
  return {
    severity: "warning",
    code: "ST2022",
    message: `${first}${more}: ${role} runs it and has no ${need.privilege} on ${on}, so Snowflake will refuse`,
    about: first,
    hint: `GRANT ${need.privilege} ON ${on} TO ROLE ${role}`,
  };
}
