import { type AnyObject, type Change, type Desired, known, type ObjectId } from "@snowtower/kinds";
import { displayedName, type Identifier, name, type QualifiedName, type Statement, sql, text } from "@snowtower/sql";
import type { SecretStore } from "../desired/secrets.ts";
import type { Plan } from "../plan/plan.ts";
import type { Step } from "../plan/step.ts";
import { StepNames } from "../plan/steps/draft.ts";
import { isPerhaps, type SecretKnowledge, secretFields } from "./know-secrets.ts";
import { markTable, writeMark } from "./mark.ts";
import type { StateReading } from "./read-state.ts";

interface MarkSteps extends SecretKnowledge {
  readonly desired: Desired;
  /** Runs them: the session's own role, to which `bootstrap` gives the state schema. */
  readonly as: Identifier;
}

/**
 * The plan with a step behind each one that sets secrets, which marks them. They are steps of the plan because a plan's statements are all
 * there are: what is approved is what runs. They are hints: one that fails is told, and the run goes on.
 */
export function withMarkSteps(plan: Plan, { state, secrets, desired, as }: MarkSteps): Plan {
  const names = new StepNames();
  const steps = plan.steps.map(toldPerhaps).flatMap((step): Step[] => {
    if (state.kind !== "present") return [step];
    const marks = step.changes.flatMap((change) => {
      const statement = markOf(change, { step, schema: state.schema, secrets, desired }) ?? forget(change, state);
      return statement === null ? [] : [markStep(statement, { id: names.next(`mark:${statement.of}`), step, as, schema: state.schema })];
    });
    return [step, ...marks];
  });
  return { ...plan, steps };
}

/** A step that sets nothing but secrets which the account may have says so. */
function toldPerhaps(step: Step): Step {
  const isIt = step.changes.every(
    (change) => change.kind === "object" && change.how === "alter" && change.fields.some((field) => isPerhaps(change.from?.fields[field])),
  );
  return isIt && step.changes.length > 0 ? { ...step, again: true } : step;
}

interface Marking {
  readonly step: Step;
  readonly schema: QualifiedName;
  readonly secrets: SecretStore;
  readonly desired: Desired;
}

interface MarkStatement {
  readonly of: ObjectId;
  readonly statement: Statement;
  readonly undo: readonly Statement[];
  readonly why: string;
}

/** CREATE OR REPLACE, so that the mark is as new as the secret; without retention nothing of the one before is left. */
function markOf(change: Change, { step, schema, secrets, desired }: Marking): MarkStatement | null {
  const setsSecret = step.statements.some((statement) => statement.secrets.length > 0);
  if (!setsSecret || change.kind !== "object" || change.to === null) return null;
  // A change of some fields says nothing of the others, and the description says them all.
  const object = desired.catalog.objects.get(change.to.id) ?? change.to;
  const digests = markedFields(change.from, object, change.fields, change.how === "alter").flatMap((field) => {
    const value = known(object.fields[field]);
    const [present] = value === undefined ? [] : secrets.boundDigests(object.id, field, value);
    return present === undefined ? [] : [{ field, ...present }];
  });
  const [first] = digests;
  if (first === undefined) return null;
  const table = [...schema, markTable(object.id)];
  const comment = writeMark(object.id, { key: first.key, secrets: Object.fromEntries(digests.map(({ field, digest }) => [field, digest])) });
  return {
    of: object.id,
    statement: sql`CREATE OR REPLACE TRANSIENT TABLE ${name(table)} (MARK BOOLEAN) DATA_RETENTION_TIME_IN_DAYS = 0 COMMENT = ${text(comment)}`,
    undo: [sql`DROP TABLE IF EXISTS ${name(table)}`],
    why: "the next plan can tell by the mark whether the account has the described secret",
  };
}

/** What this step sets, and what was known to be as described before it. */
function markedFields(from: AnyObject | null, object: AnyObject, changed: readonly string[], isAlteration: boolean): readonly string[] {
  const described = secretFields(object);
  if (!isAlteration) return described;
  return described.filter((field) => changed.includes(field) || isReference(from?.fields[field]));
}

function isReference(value: unknown): boolean {
  return typeof value === "object" && value !== null && "ref" in value;
}

/** A mark of what is dropped says nothing any more. */
function forget(change: Change, state: Extract<StateReading, { readonly kind: "present" }>): MarkStatement | null {
  if (change.kind !== "object" || change.how !== "drop" || change.from === null) return null;
  const table = markTable(change.from.id);
  if (!state.tables.some((each) => each.name === table)) return null;
  return { of: change.from.id, statement: sql`DROP TABLE IF EXISTS ${name([...state.schema, table])}`, undo: [], why: "what the mark is about is gone" };
}

interface Placing {
  readonly id: string;
  readonly step: Step;
  readonly as: Identifier;
  readonly schema: QualifiedName;
}

function markStep(mark: MarkStatement, { id, step, as, schema }: Placing): Step {
  return {
    id,
    changes: [],
    implied: [],
    as,
    needs: [`CREATE TABLE on SCHEMA ${displayedName(schema)}`],
    statements: [mark.statement],
    undo: { kind: "exact", statements: mark.undo, lost: [] },
    after: [step.id],
    why: mark.why,
    risk: "safe",
    hint: true,
  };
}
