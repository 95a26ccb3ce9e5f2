import type { Note, Plan, PlanAccount, ScopeSummary, Step, Undo } from "@snowtower/engine";
import { type AnyObject, type Change, kindNamed, type Read, type Value } from "@snowtower/kinds";
import type { Statement } from "@snowtower/sql";
import { SECRET } from "../plan/value-words.ts";
import { type PlanSummary, summaryOf } from "../summary.ts";

/** The document of `--format json`. Keys stand in a fixed order; an absent key is an absent fact. */
interface PlanDocument {
  readonly formatVersion: 1;
  readonly account: PlanAccount;
  readonly scope: ScopeSummary;
  readonly summary: PlanSummary;
  readonly steps: readonly DocumentStep[];
  readonly notes: readonly Note[];
}

/** A statement as plain data: no `Statement`, because nobody may run what was read from a document. */
type DocumentStatement = Pick<Statement, "text" | "secrets">;

type DocumentUndo =
  | Extract<Undo, { readonly kind: "none" }>
  | (Omit<Exclude<Undo, { readonly kind: "none" }>, "statements"> & { readonly statements: readonly DocumentStatement[] });

export type DocumentStep = Omit<Step, "statements" | "undo"> & { readonly statements: readonly DocumentStatement[]; readonly undo: DocumentUndo };

export function planDocument(plan: Plan): PlanDocument {
  const { organization, name, locator, region, source, user, role } = plan.account;
  return {
    formatVersion: 1,
    account: { organization, name, locator, region, source, user, role },
    scope: scopeOf(plan.scope),
    summary: summaryOf(plan),
    steps: plan.steps.map(stepOf),
    notes: plan.notes.map(noteOf),
  };
}

function scopeOf({ managed, seen, baseline, undescribed, aside, prefix, admin }: ScopeSummary): ScopeSummary {
  const { off, observe, additive, strict } = undescribed;
  return { managed, seen, baseline, undescribed: { off, observe, additive, strict }, ...(aside === undefined ? {} : { aside }), prefix, admin };
}

export function stepOf({ id, risk, danger, why, as, needs, after, changes, implied, statements, undo, hint, again }: Step): DocumentStep {
  return {
    id,
    risk,
    ...(danger === undefined ? {} : { danger }),
    why,
    as,
    needs,
    after,
    changes: changes.map(changeOf),
    implied: implied.map(changeOf),
    statements: statements.map(statementOf),
    undo: undoOf(undo),
    ...(hint === undefined ? {} : { hint }),
    ...(again === undefined ? {} : { again }),
  };
}

function statementOf({ text, secrets }: Statement): DocumentStatement {
  return { text, secrets: secrets.map(({ ref, digest }) => ({ ref, digest })) };
}

function undoOf(undo: Undo): DocumentUndo {
  if (undo.kind === "none") return { kind: undo.kind, because: undo.because };
  const { kind, statements, lost, until } = undo;
  return { kind, statements: statements.map(statementOf), lost, ...(until === undefined ? {} : { until }) };
}

function changeOf(change: Change): Change {
  if (change.kind !== "object") return inKeyOrder(change);
  const { kind, how, from, to, fields } = change;
  return { kind, how, from: objectOf(from), to: objectOf(to), fields };
}

/** Secret fields are named, never told. */
function objectOf(object: AnyObject | null): AnyObject | null {
  if (object === null) return null;
  const types = kindNamed(object.kind).fields;
  const names = [...Object.keys(types), ...Object.keys(object.fields)].filter((name, i, all) => all.indexOf(name) === i && object.fields[name] !== undefined);
  const fields = Object.fromEntries(
    names.map((name): [string, Read<Value>] => [name, types[name]?.secret === true ? SECRET : inKeyOrder(object.fields[name])]),
  );
  const { kind, id, name, argumentTypes, owner, createdOn } = object;
  return {
    kind,
    id,
    name,
    ...(argumentTypes === undefined ? {} : { argumentTypes }),
    owner,
    fields,
    ...(createdOn === undefined ? {} : { createdOn }),
  };
}

function noteOf({ severity, code, about, message, hint, at }: Note): Note {
  return { severity, code, about, message, ...(hint === undefined ? {} : { hint }), ...(at === undefined ? {} : { at }) };
}

/** Plain data with the keys of every map in the order of the alphabet: where they came from does not show. */
function inKeyOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inKeyOrder) as T;
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort() as (keyof T & string)[];
  return Object.fromEntries(keys.map((key) => [key, inKeyOrder(value[key])])) as T;
}
