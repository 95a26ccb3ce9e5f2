import type { Plan, Step } from "@snowtower/engine";
import { plainPainter } from "../terminal/painter.ts";
import { accessLines } from "./access/access-lines.ts";
import { escapeHtml, escapeMarkdown, fenced } from "./markdown/escape-markdown.ts";
import { cutLines, fitParts, type Part } from "./markdown/fit-parts.ts";
import { arrange, type Section } from "./plan/arrange.ts";
import { undoSummary } from "./plan/footer-lines.ts";
import { scopeWords } from "./plan/header-lines.ts";
import { objectEntries, stepsOfEntry } from "./plan/object-entry.ts";
import { dangerWords, undoWords } from "./plan/risk-words.ts";
import { stepsScript } from "./plan/script.ts";
import { sectionEntries, sectionLines } from "./plan/section-lines.ts";
import { counted, thousands } from "./plural.ts";
import { type Line, paintLine } from "./rich/line.ts";
import { stepInWords } from "./step-in-words.ts";
import { summaryOf, summaryWords } from "./summary.ts";

/** GitHub takes 65,536 characters of a comment; some are left to who posts it. */
const MARKDOWN_BYTES = 60_000;

const WIDTH = 110;

/** The plan as a comment on a pull request: the sum, what is risky, what changes, and the SQL for whoever opens it. Never longer than `bytes`. */
export function planMarkdown(plan: Plan, { bytes = MARKDOWN_BYTES }: { readonly bytes?: number } = {}): string {
  const sections = arrange(objectEntries(plan));
  const groups = [...sections.map((section) => objectGroup(plan, section)), ...accessGroup(plan, sections)];
  const parts: Part[] = [
    { text: head(plan), what: "the summary", rank: 0 },
    ...(isRefused(plan) ? [...notesPart(plan), ...risksPart(plan)] : [...risksPart(plan), ...notesPart(plan)]),
    ...groups.flatMap(({ title, lines, steps }): Part[] => {
      // One group that is very long does not push out the others.
      const text = cutLines(lines.map((each) => paintLine(each, plainPainter)).join("\n"), bytes / 4);
      return [
        { text: details(title, fenced(text, "")), what: `the changes of ${title}`, rank: 3 },
        { text: details(`${title}: SQL`, fenced(cutLines(stepsScript(steps), bytes / 4), "sql")), what: `the SQL of ${title}`, rank: 4 },
      ];
    }),
  ];
  return fitParts(parts, bytes);
}

/** Errors come before anything else, risks before warnings. */
function isRefused({ notes }: Plan): boolean {
  return notes.some(({ severity }) => severity === "error");
}

interface Group {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly steps: readonly Step[];
}

function objectGroup(plan: Plan, section: Section): Group {
  const entries = sectionEntries(section);
  const steps = new Set(entries.flatMap(stepsOfEntry));
  return {
    title: `${section.title} (${thousands(entries.length)})`,
    lines: sectionLines(section, { width: WIDTH, full: false, indent: 0 }),
    // In the order in which they run: whoever copies them runs them so.
    steps: plan.steps.filter((step) => steps.has(step)),
  };
}

function accessGroup(plan: Plan, sections: readonly Section[]): readonly Group[] {
  const shown = new Set(sections.flatMap(sectionEntries).flatMap(stepsOfEntry));
  const lines = accessLines(plan, { width: WIDTH, full: false });
  return lines.length === 0 ? [] : [{ title: "Access", lines, steps: plan.steps.filter((step) => !shown.has(step)) }];
}

function head(plan: Plan): string {
  const { account, steps } = plan;
  const summary = summaryOf(plan);
  const name = escapeMarkdown(`${account.organization}.${account.name}`);
  const rows: readonly (readonly [string, number])[] = [
    ["objects to create", summary.objects.create],
    ["objects to change", summary.objects.change],
    ["objects to replace", summary.objects.replace],
    ["objects to remove", summary.objects.remove],
    ["owners to change", summary.owners],
    ["attachments to change", summary.attachments],
    ["grants to give", summary.grants.give],
    ["grants to take", summary.grants.take],
    ["destructive steps", summary.risk.destructive],
    ["steps that might lock somebody out", summary.risk.lockout],
  ];
  const table = rows.filter(([, count]) => count > 0).map(([what, count]) => `| ${what} | ${thousands(count)} |`);
  const undo = undoSummary(plan);
  return [
    `### Plan for ${name}: ${steps.length === 0 ? "no changes" : summaryWords(summary)}`,
    "",
    `${escapeMarkdown(`${account.source}, ${account.region}, user ${account.user}, role ${account.role}`)}  `,
    escapeMarkdown(scopeWords(plan)),
    ...(table.length === 0 ? [] : ["", "| | |", "|:--|--:|", ...table]),
    ...(undo === null ? [] : ["", `**Undo:** ${escapeMarkdown(undo)}`]),
  ].join("\n");
}

function notesPart({ notes }: Plan): readonly Part[] {
  if (notes.length === 0) return [];
  const errors = notes.filter(({ severity }) => severity === "error").length;
  const title = errors > 0 ? `#### ${counted(errors, "error")}: this plan is not to be applied` : `#### ${counted(notes.length, "warning")}`;
  const items = notes.map(
    ({ severity, code, message, hint }) =>
      `- **${severity} ${code}** ${escapeMarkdown(message)}${hint === undefined ? "" : ` *Hint:* ${escapeMarkdown(hint)}`}`,
  );
  return listParts(title, items, { what: "notes", rank: 1 });
}

/** What may lose data or shut somebody out stands in the open; what only asks for caution, behind a line that counts it. */
function risksPart({ steps }: Plan): readonly Part[] {
  const grave = (["lockout", "destructive"] as const).flatMap((risk) => steps.filter((step) => step.risk === risk));
  const careful = steps.filter(({ risk }) => risk === "caution");
  const open = grave.length === 0 ? [] : listParts("#### Risks", grave.map(riskItem), { what: "risks", rank: 1 });
  if (careful.length === 0) return open;
  const title = `${counted(careful.length, "step")} to take with caution`;
  return [...open, { text: details(title, careful.map(riskItem).join("\n")), what: "the steps to take with caution", rank: 2 }];
}

function riskItem(step: Step): string {
  const undo = undoWords(step);
  return `- **${step.risk}** ${escapeMarkdown(`${stepInWords(step.id)}: ${dangerWords(step)}${undo === null ? "" : `; ${undo}`}`)}`;
}

/** A list that may be long: its items can be left out one by one, and the heading stays. */
function listParts(title: string, items: readonly string[], { what, rank }: { readonly what: string; readonly rank: number }): readonly Part[] {
  return [{ text: title, what: `the heading of ${what}`, rank: 0 }, ...items.map((text) => ({ text, what, rank, tight: true }))];
}

function details(title: string, content: string): string {
  return `<details><summary>${escapeHtml(title)}</summary>\n\n${content}\n\n</details>`;
}
