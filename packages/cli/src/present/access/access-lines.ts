import type { Plan } from "@snowtower/engine";
import { isDerivedRole } from "@snowtower/kinds";
import { dangerWords, RISK_LOOKS } from "../plan/risk-words.ts";
import { counted, thousands } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { accessChanges } from "./access-change.ts";
import { type Alike, alike } from "./alike.ts";
import { type Fold, foldAccess, type GranteeFolds } from "./fold.ts";
import { foldWords } from "./fold-words.ts";
import { readerLines } from "./reader-lines.ts";

interface AccessLook {
  readonly width: number;
  readonly full: boolean;
}

/** So many grantees are shown where nobody loses anything. */
const MOST_GRANTEES = 40;
const MOST_OTHERS = 5;

/** Who gains and who loses what, by grantee. */
export function accessLines(plan: Plan, look: AccessLook): readonly Line[] {
  const folded = [...foldAccess(accessChanges(plan, look))].sort(byGrantee);
  const groups = look.full ? folded.map((first) => ({ first, others: [] })) : alike(folded);
  const { shown, hidden } = look.full ? { shown: groups, hidden: [] } : limited(groups);
  const implied = impliedCount(plan);
  const lines = [
    ...shown.flatMap((group) => groupLines(group, look)),
    ...readerLines(plan, look),
    ...(hidden.length > 0 ? [hiddenLine(hidden)] : []),
    ...(implied > 0
      ? [
          line(
            "  ",
            span("+", "green"),
            ` ${counted(implied, "grant")} on new objects ${implied === 1 ? "comes" : "come"} from future grants, without a statement`,
          ),
        ]
      : []),
  ];
  return lines.flatMap((each) => wrapLine(each, look.width, 8));
}

/** Whoever loses something or might not get in first; roles of the role model last. */
function byGrantee(a: GranteeFolds, b: GranteeFolds): number {
  const [x, y] = [keyOf(a), keyOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function keyOf({ to, folds }: GranteeFolds): string {
  const first = folds.some((fold) => fold.first.cost.risk !== "safe") ? 0 : 1;
  return `${first} ${isDerivedRole(to.name) ? 1 : 0} ${to.type === "USER" ? 0 : 1} ${to.type} ${to.name}`;
}

function limited(groups: readonly Alike[]): { readonly shown: readonly Alike[]; readonly hidden: readonly Alike[] } {
  const mayHide = ({ first }: Alike): boolean => first.folds.every((fold) => fold.first.cost.risk === "safe" && fold.first.does === "gains");
  const hidden = new Set(groups.filter(mayHide).slice(MOST_GRANTEES));
  return { shown: groups.filter((group) => !hidden.has(group)), hidden: [...hidden] };
}

function hiddenLine(hidden: readonly Alike[]): Line {
  const count = hidden.reduce((sum, { others }) => sum + 1 + others.length, 0);
  return line("  ", span("+", "green"), ` ${counted(count, "more grantee")} gain privileges and lose none `, span("(--full names them)", "dim"));
}

function groupLines({ first, others }: Alike, look: AccessLook): readonly Line[] {
  const name = line("  ", `${first.to.type.toLowerCase()} `, span(first.to.name, "bold"));
  const names = others.slice(0, others.length <= MOST_OTHERS + 1 ? others.length : MOST_OTHERS).map(({ to }) => to.name);
  const left = others.length - names.length;
  const more = left > 0 ? ` and ${thousands(left)} more` : "";
  const same = others.length === 0 ? [] : [span(`, and likewise ${names.join(", ")}${more}`, "dim")];
  return [[...name, ...same], ...first.folds.flatMap((fold) => foldLines(fold, look))];
}

const SIGNS = { gains: ["+", "green"], loses: ["-", "red"], owns: ["~", "yellow"] } as const;

function foldLines(fold: Fold, { full }: AccessLook): readonly Line[] {
  const [symbol, look] = SIGNS[fold.first.does];
  const start = span(`${symbol} `, look);
  const words = foldWords(fold, full);
  const head = line("    ", start, words);
  const { does, cost } = fold.first;
  if (cost.risk === "safe") return [head];
  const risk = (mark: string) => span(mark, ...RISK_LOOKS[cost.risk]);
  // What a loss does is plain from the line itself, unless it could shut somebody out.
  if (!full && cost.risk === "caution" && does !== "gains") return [[...head, span(" "), risk(`(${cost.risk})`)]];
  const why = full && cost.danger !== undefined ? [line("      ", span(`because ${cost.why}`, "dim"))] : [];
  return [head, line("      ", span("! ", "yellow"), risk(`${cost.risk}:`), ` ${dangerWords(cost)}`), ...why];
}

function impliedCount({ steps }: Plan): number {
  return steps.reduce((sum, { implied }) => sum + implied.filter((change) => change.kind === "grant" && change.from === null && change.to !== null).length, 0);
}
