import { type Finding, walk } from "@snowtower/insight";
import { type Catalog, type Grantee, granteeKey } from "@snowtower/kinds";
import type { Note } from "../plan.ts";
import type { Step } from "../step.ts";
import { listed } from "../steps/danger/counted-words.ts";

/**
 * What the plan does to access between its steps: who is without one that he has before and after, and who has one that he has neither before nor
 * after (RA 17). The order of the steps avoids both as far as it can; what it cannot avoid is told, with the statements between which it is so.
 */
export function interruptions(from: Catalog, steps: readonly Step[]): readonly Note[] {
  const walked = walk(
    from,
    steps.map(({ id, changes, implied, as }) => ({ id, changes: [...changes, ...implied], as })),
  );
  const byId = new Map(steps.map((step) => [step.id, step]));
  return walked.findings.map((finding) => noteOf(finding, byId));
}

function noteOf(finding: Finding, steps: ReadonlyMap<string, Step>): Note {
  const { kind, principals, step, until } = finding;
  const between = `from step ${step} (${statementOf(steps.get(step))}) until ${until} (${statementOf(steps.get(until))})`;
  const [first] = principals;
  const about = first === undefined ? step : granteeKey(first);
  if (kind === "loss") return { severity: "warning", code: "ST2011", message: `${who(principals)} without ${what(finding)} ${between}`, about };
  const message =
    finding.column === undefined
      ? `${who(principals)} exposed to ${what(finding)}, which is meant neither before nor after, ${between}`
      : `${who(principals)} shown ${place(finding)} under a ${listed(finding.what).toLowerCase().replaceAll("_", " ")} that is meant neither before nor after, or under none, ${between}`;
  return { severity: "warning", code: "ST2021", message, about };
}

function who(principals: readonly Grantee[]): string {
  const names = principals.map(({ type, name }) => `${type.toLowerCase()} ${name}`);
  return `${listed(names)} ${principals.length === 1 ? "is" : "are"}`;
}

function what({ what: privileges, on, within, also = [] }: Finding): string {
  const inside = within === undefined ? "" : `, and with it ${within} ${within === 1 ? "object" : "objects"} in it`;
  return `${listed([...privileges])} on ${on.type === "ACCOUNT" ? "the account" : `${on.type.toLowerCase()} ${on.name}`}${andMore(also.length)}${inside}`;
}

function andMore(count: number): string {
  return count === 0 ? "" : ` and ${count} more`;
}

function place({ on, column, also = [] }: Finding): string {
  const object = `${on.type.toLowerCase()} ${on.name}${andMore(also.length)}`;
  return column === undefined || column === null ? object : `column ${column} of ${object}`;
}

/** The first line of what the step sends. */
function statementOf(step: Step | undefined): string {
  const text = step?.statements.map((statement) => statement.text.split("\n", 1)[0] ?? "").join("; ") ?? "";
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
