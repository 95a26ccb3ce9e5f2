import { type AnyObject, type Change, idOf, kindNamed, type ObjectChange, type ObjectId, renderObjectChange } from "@snowtower/kinds";
import { exactly, name, type QualifiedName, type Statement, sql, word } from "@snowtower/sql";
import { ownerOf } from "../owner-of.ts";
import type { PlanContext } from "../plan-context.ts";
import type { Undo } from "../step.ts";
import type { Draft } from "./draft.ts";
import { grantsBack } from "./replaced-grants.ts";
import { retentionDays } from "./retention.ts";

interface Copied {
  readonly implied: readonly Change[];
  readonly draft: Draft;
  readonly context: PlanContext;
  /** The ids of what the plan replaces. */
  readonly replaced: ReadonlySet<ObjectId>;
  /** Policies that the plan drops, set again on what comes back. */
  readonly policies: { readonly statements: readonly Statement[]; readonly lost: readonly string[] };
}

/** What was replaced with its data comes back by UNDROP, once the name is free (RA 33). What was written since is dropped with the new one. */
export function undoOfCopy(from: AnyObject, { implied, draft, context, replaced, policies }: Copied): Undo {
  const { label } = kindNamed(from.kind);
  const days = retentionDays(from, context);
  if (days === undefined || days === 0) return { kind: "none", because: `the retention of the old ${label.toLowerCase()} is ${days ?? "not known"}` };
  const aside = asideName(from, context);
  const others = othersBack(implied, { draft, context, replaced });
  const statements = [
    sql`ALTER ${word(label)} ${name(from.name)} RENAME TO ${name(aside)}`,
    sql`UNDROP ${word(label)} ${name(from.name)}`,
    ...policies.statements,
    ...others.statements,
    sql`DROP ${word(label)} ${name(aside)}`,
  ];
  const lost = [`what was written since, which UNDROP ${label} ${aside.at(-1) ?? ""} brings back for as long`, ...policies.lost, ...others.lost];
  return { kind: "recreated", statements, lost, until: `${days} ${days === 1 ? "day" : "days"} after the step` };
}

function asideName(object: AnyObject, { original, to }: PlanContext): QualifiedName {
  for (let n = 1; ; n++) {
    const aside: QualifiedName = [...object.name.slice(0, -1), exactly(`${object.name.at(-1) ?? ""}__UNDONE${n === 1 ? "" : n}`)];
    const id = idOf(object.kind, aside);
    if (!original.objects.has(id) && !to.catalog.objects.has(id)) return aside;
  }
}

/** What others lost with the old object, and can be told again: foreign keys; and streams that the plan has made to follow the new one. */
function othersBack(
  implied: readonly Change[],
  { draft, context, replaced }: Pick<Copied, "draft" | "context" | "replaced">,
): { readonly statements: readonly Statement[]; readonly lost: readonly string[] } {
  const altered = implied.filter((change): change is Altered => change.kind === "object" && change.how === "alter" && change.from !== null && isBereft(change));
  // A stream that was left alone follows the old one again.
  const changed = altered.filter(({ from }) => !isObserved(from) || replaced.has(from.id));
  const mine = changed.filter(({ from }) => [draft.as, ...draft.through].some((role) => role === ownerOf(from)));
  return {
    statements: mine.flatMap((change) => back(change, context)),
    lost: changed.filter((change) => !mine.includes(change)).map(({ from, fields }) => `${fields.join(", ")} of ${from.id}`),
  };

  function isObserved(from: AnyObject): boolean {
    const { fields } = kindNamed(from.kind);
    return altered.some((change) => change.from === from && change.fields.some((field) => fields[field]?.observed === true));
  }
}

type Altered = ObjectChange & { readonly from: AnyObject };

function isBereft({ from }: ObjectChange): boolean {
  return from !== null && kindNamed(from.kind).bereft !== undefined;
}

function back({ from, to, fields }: Altered, context: PlanContext): readonly Statement[] {
  const how = fields.some((field) => kindNamed(from.kind).fields[field]?.observed === true) ? "replace" : "alter";
  const change: ObjectChange = { kind: "object", how, from: to, to: from, fields };
  return [...renderObjectChange(change), ...grantsBack(change, context)];
}
