import {
  type AnyObject,
  attachesOf,
  type Change,
  destroys,
  type GrantChange,
  granteeKey,
  invert,
  isUnknown,
  kindNamed,
  kindOfId,
  type ObjectChange,
  type ObjectId,
  renderAttachment,
  renderObjectChange,
  renderOwnership,
  signature,
} from "@snowtower/kinds";
import { displayed, type Identifier, name, type Statement, sql, word } from "@snowtower/sql";
import { ownerOf } from "../owner-of.ts";
import type { PlanContext } from "../plan-context.ts";
import type { Undo } from "../step.ts";
import type { Draft } from "./draft.ts";
import { grantStatements } from "./grant-drafts.ts";
import { subject } from "./object-drafts.ts";
import { grantsBack } from "./replaced-grants.ts";
import { retentionDays } from "./retention.ts";
import { undoOfCopy } from "./undo-of-copy.ts";

interface UndoContext {
  readonly context: PlanContext;
  /** Roles and users that the plan drops, as `granteeKey`. */
  readonly gone: ReadonlySet<string>;
  /** The ids of what the plan replaces. */
  readonly replaced: ReadonlySet<ObjectId>;
}

/** What takes the draft back, and how well (RA 32). */
export function undoOf(draft: Draft, implied: readonly Change[], surroundings: UndoContext): Undo {
  const { context, gone, replaced } = surroundings;
  const [change] = draft.changes;
  if (change?.kind === "object" && change.how === "rename") return { kind: "exact", statements: renderObjectChange(inverse(change)), lost: [] };
  if (change?.kind !== "object") return undoOfEdges(draft);
  if (draft.does === "own") return { kind: "recreated", statements: draft.back ?? [], lost: ["who granted what on it"] };
  if (change.how === "create") {
    const lost = stays(change, implied);
    return { kind: lost.length === 0 ? "exact" : "recreated", statements: renderObjectChange(inverse(change)), lost };
  }
  if (change.how === "drop" && change.from !== null) return undoOfDrop(change.from, implied, { draft, ...surroundings });
  if (change.how !== "replace") return undoOfAlteration(change, context);
  if (change.from === null || kindNamed(change.from.kind).undrop === undefined) return undoOfReplacement(change, context);
  return undoOfCopy(change.from, { draft, implied, context, replaced, policies: policiesMadeAgain(change.from, { context, gone }) });
}

/** What the creation has changed of other objects, and its undo leaves so: the change tracking of a stream's table. */
function stays({ to }: ObjectChange, implied: readonly Change[]): readonly string[] {
  return implied.flatMap((change) => {
    if (change.kind !== "object" || change.how !== "alter" || change.to === null || change.to.id === to?.id || change.fields.length === 0) return [];
    return [`${change.fields.join(", ")} of ${change.to.id}, which stays as the step has made it`];
  });
}

function undoOfEdges({ changes, back = [] }: Draft): Undo {
  const untold = changes.flatMap((change) => (change.kind === "attachment" && change.from?.untold === true ? [change.from.what] : []));
  if (untold.length > 0) return { kind: "none", because: `which columns were passed to ${[...new Set(untold)].join(", ")} Snowflake does not tell` };
  return { kind: "exact", statements: back, lost: [] };
}

/** Made again with the policies and tags that it bears: at no moment can it be read without them (RA 17). */
function madeAgain(change: ObjectChange, { original }: PlanContext): readonly Statement[] {
  const { to } = change;
  if (to === null) return [];
  const borne = original.attachments.on(to.id).filter(({ untold }) => untold !== true);
  const inline = kindNamed(to.kind).bears?.inline;
  const born = borne.filter((each) => inline?.(each, change) === true);
  const after = borne.filter((each) => !born.includes(each)).flatMap((each) => renderAttachment({ kind: "attachment", from: null, to: each }, to));
  return [...renderObjectChange(change, born), ...after];
}

/** What it bore and cannot be set on it again. */
function lostAttachments({ id }: AnyObject, { original }: PlanContext): readonly string[] {
  return original.attachments.on(id).flatMap(({ untold, what }) => (untold === true ? [untoldWords(what)] : []));
}

function inverse(change: ObjectChange): ObjectChange {
  return invert(change) as ObjectChange;
}

function undoOfAlteration(whole: ObjectChange, { original }: PlanContext): Undo {
  const secrets = formerSecrets(whole);
  const change = withoutFormer(whole, secrets);
  if (secrets.length > 0 && change.fields.length === 0) return { kind: "none", because: `the former ${secrets.join(", ")} is known to nobody` };
  const back = inverse(change);
  const { fields, alter, loses, bears } = kindNamed(subject(change).kind);
  const own = change.fields.filter((field) => fields[field]?.sql === undefined);
  if (own.length > 0 && (alter?.(back, own) ?? null) === null) return { kind: "none", because: `no ALTER brings ${own.join(", ")} back` };
  // A column that comes back is at no moment without what was set on it (RA 17).
  const borne = original.attachments.on(subject(change).id).filter((each) => bears?.inline?.(each, back) === true);
  const told = borne.filter(({ untold }) => untold !== true);
  const lost = [
    ...destroys(change).map((field) => `what the change of ${field} removed`),
    ...secrets.map((field) => `the former ${field}`),
    ...(loses?.(change) ?? []),
    ...borne.flatMap(({ untold, what }) => (untold === true ? [untoldWords(what)] : [])),
  ];
  return { kind: lost.length === 0 ? "exact" : "recreated", statements: renderObjectChange(back, told), lost };
}

/** Secrets that the account had another value of: a mark told so, and nobody knows which value it was. */
function formerSecrets({ from, to, fields }: ObjectChange): readonly string[] {
  if (from === null || to === null) return [];
  const types = kindNamed(to.kind).fields;
  return fields.filter((field) => types[field]?.secret === true && from.fields[field] !== undefined && !isUnknown(from.fields[field]));
}

function withoutFormer(change: ObjectChange, secrets: readonly string[]): ObjectChange {
  if (secrets.length === 0 || change.from === null) return change;
  const kept = Object.entries(change.from.fields).filter(([field]) => !secrets.includes(field));
  return { ...change, from: { ...change.from, fields: Object.fromEntries(kept) }, fields: change.fields.filter((field) => !secrets.includes(field)) };
}

function undoOfReplacement(change: ObjectChange, context: PlanContext): Undo {
  const unread = change.from === null ? [] : neededFields(change.from);
  if (unread.length > 0) return { kind: "none", because: `${unread.join(", ")} could not be read` };
  const grants = grantsBack(change, context);
  const secrets = formerSecrets(change);
  const lost = [
    ...secrets.map((field) => `the former ${field}`),
    ...(change.from === null ? [] : [...guessedFields(change.from), ...lostAttachments(change.from, context)]),
    ...(kindNamed(subject(change).kind).replace?.loses ?? []),
    ...(grants.length > 0 ? ["who granted what on it"] : []),
  ];
  return { kind: "recreated", statements: [...madeAgain(inverse(withoutFormer(change, secrets)), context), ...grants], lost };
}

interface Drop extends UndoContext {
  readonly draft: Draft;
}

function undoOfDrop(object: AnyObject, implied: readonly Change[], { draft, context, gone }: Drop): Undo {
  const { label, undrop } = kindNamed(object.kind);
  const days = retentionDays(object, context);
  if (days !== undefined && days > 0) {
    const [grants, owners] = [grantsTo(gone, implied), ownersAmong(gone, [object, ...dropped(implied)])];
    const policies = policiesMadeAgain(object, { context, gone });
    const lost = [...(grants.length + owners.length === 0 ? [] : ["who granted what on it"]), ...policies.lost];
    return {
      kind: lost.length + policies.statements.length === 0 ? "exact" : "recreated",
      statements: [sql`UNDROP ${word(label)} ${name(object.name)}`, ...policies.statements, ...owners, ...grants],
      lost,
      until: `${days} ${days === 1 ? "day" : "days"} after the step`,
    };
  }
  const inside = dropped(implied).length;
  if (inside > 0) return { kind: "none", because: `its retention is ${days ?? "not known"}, and ${inside} objects go with it` };
  const { fields, required = [] } = kindNamed(object.kind);
  const missing = [...neededFields(object), ...required.filter((field) => object.fields[field] === undefined)].filter(
    (field) => fields[field]?.group !== "state" && (fields[field]?.secret !== true || fields[field]?.vital === true),
  );
  if (missing.length > 0) return { kind: "none", because: `${missing.join(", ")} could not be read` };
  const secrets = Object.keys(fields).filter((field) => fields[field]?.secret === true && object.fields[field] !== undefined);
  const data = undrop === undefined ? [] : [`what is in it: its retention is ${days ?? "not known"}`];
  return {
    kind: "recreated",
    statements: recreation(object, implied, { draft, context }),
    lost: [
      ...data,
      ...holdings(object),
      ...secrets,
      ...guessedFields(object),
      ...lostAttachments(object, context),
      "when it was created, and who granted what on it",
    ],
  };
}

/** Policies that are dropped as well, and made anew before: what comes back knows nothing of these. */
function policiesMadeAgain(
  { id, name: of, kind }: AnyObject,
  { context, gone }: Pick<UndoContext, "context" | "gone">,
): { readonly statements: readonly Statement[]; readonly lost: string[] } {
  const made = context.original.attachments
    .on(id)
    .filter(({ what }) => gone.has(`${kindNamed(kindOfId(what)).label}|${what.slice(kindOfId(what).length + 1)}`));
  const on = { kind, id, name: of, owner: undefined, fields: {} };
  const told = made.filter((each) => each.untold !== true && attachesOf(each).place === "one");
  return {
    statements: told.flatMap((each) => renderAttachment({ kind: "attachment", from: null, to: each }, on)),
    lost: made.flatMap(({ untold, what }) => (untold === true ? [untoldWords(what)] : [])),
  };
}

function untoldWords(what: ObjectId): string {
  return `${what}: which columns were passed to it Snowflake does not tell`;
}

function holdings(object: AnyObject): readonly string[] {
  return kindNamed(object.kind).holds?.(object) ?? [];
}

/** Grants to roles that are made anew before: UNDROP gives nothing back to these. */
function grantsTo(gone: ReadonlySet<string>, implied: readonly Change[]): readonly Statement[] {
  const lost = implied.filter((change): change is GrantChange => change.kind === "grant" && change.from !== null && change.to === null);
  return grantStatements(lost.filter(({ from }) => from !== null && gone.has(granteeKey(from.to))).map((change) => invert(change) as GrantChange));
}

/** Whoever drops a role owns what was its own, also what is dropped already (docs: sql-reference/sql/drop-role). */
function ownersAmong(gone: ReadonlySet<string>, objects: readonly AnyObject[]): readonly Statement[] {
  return objects.flatMap((object) => {
    const owner = ownerOf(object);
    return owner === undefined || owner === null || !gone.has(`ROLE|${displayed(owner)}`) ? [] : [transferTo(object, owner)];
  });
}

function transferTo(object: AnyObject, owner: Identifier): Statement {
  const on = { type: kindNamed(object.kind).label, name: signature(object.name, object.argumentTypes) };
  return renderOwnership(on, { type: "ROLE", name: displayed(owner) });
}

function dropped(implied: readonly Change[]): readonly AnyObject[] {
  return implied.flatMap((change) => (change.kind === "object" && change.how === "drop" && change.from !== null ? [change.from] : []));
}

function recreation(
  object: AnyObject,
  implied: readonly Change[],
  { draft: { as }, context }: { readonly draft: Draft; readonly context: PlanContext },
): readonly Statement[] {
  const { still, running } = atRest(object);
  const create = madeAgain({ kind: "object", how: "create", from: null, to: still, fields: [] }, context);
  const grants = implied.filter((change): change is GrantChange => change.kind === "grant" && change.from !== null && change.to === null);
  const owner = ownerOf(object);
  const transfer = owner === undefined || owner === null || owner === as ? [] : [transferTo(object, owner)];
  return [...create, ...grantStatements(grants.map((change) => invert(change) as GrantChange)), ...transfer, ...running];
}

/** Whether it runs comes last: a transfer of ownership suspends it (RA 16). */
function atRest(object: AnyObject): { readonly still: AnyObject; readonly running: readonly Statement[] } {
  const { fields } = kindNamed(object.kind);
  const states = Object.keys(object.fields).filter((field) => fields[field]?.group === "state" && fields[field]?.observed !== true);
  if (states.length === 0) return { still: object, running: [] };
  const still = { ...object, fields: Object.fromEntries(Object.entries(object.fields).filter(([field]) => !states.includes(field))) };
  const known = states.filter((field) => object.fields[field] !== undefined && !isUnknown(object.fields[field]));
  return { still, running: known.length === 0 ? [] : renderObjectChange({ kind: "object", how: "alter", from: still, to: object, fields: known }) };
}

/** Fields that could not be read, and without which the object cannot be made again. */
function neededFields(object: AnyObject): string[] {
  return unreadFields(object).filter((field) => !isUntold(object, field));
}

/** Fields that Snowflake tells nobody: made again, the object has what an absent field means. */
function guessedFields(object: AnyObject): string[] {
  return unreadFields(object)
    .filter((field) => isUntold(object, field))
    .map((field) => `${field}, if it was set: Snowflake does not tell`);
}

function isUntold(object: AnyObject, field: string): boolean {
  return kindNamed(object.kind).fields[field]?.untold === true;
}

function unreadFields(object: AnyObject): string[] {
  const { fields } = kindNamed(object.kind);
  return Object.entries(object.fields).flatMap(([field, value]) => {
    const isRead = !isUnknown(value) && (value === undefined || fields[field]?.type.isWhole?.(value) !== false);
    return isRead ? [] : [field];
  });
}
