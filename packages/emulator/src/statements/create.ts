import { isVisible, owns, requireCreate } from "../access/authorize.ts";
import { requireLevels } from "../access/level-privileges.ts";
import { entryAt, findByName, grantsOn } from "../catalog/catalog.ts";
import { Draft } from "../catalog/draft.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { ATTACHED } from "../objects/governance/attachments.ts";
import { readCreateTags } from "../objects/governance/taggable.ts";
import type { CreateHead, ObjectClass, Spec } from "../objects/object-class.ts";
import { acceptClass } from "../objects/registry.ts";
import { containerOf, fullName } from "../objects/resolve.ts";
import { readNamedArguments } from "../parser/arguments.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { alreadyExists, compilationError, doesNotExist, insufficientPrivileges, unsupported } from "../sql-error.ts";
import { readPropertyClause } from "./clauses.ts";
import { blank, copyGrants, fireFutureGrants } from "./create-object.ts";
import { dropEntry } from "./drop.ts";

/** Words that may stand between CREATE and the class. */
const MODIFIERS = ["TRANSIENT", "TEMPORARY", "TEMP", "VOLATILE", "LOCAL", "GLOBAL", "SECURE", "RECURSIVE", "AGGREGATE"];

/** CREATE [OR REPLACE | OR ALTER] [modifier] <class> [IF NOT EXISTS] <name> <clauses>. */
export function parseCreate(cursor: Cursor): Command {
  cursor.expect("CREATE");
  const orReplace = cursor.accept("OR REPLACE");
  const orAlter = !orReplace && cursor.accept("OR ALTER");
  const modifiers: string[] = [];
  for (let word = cursor.acceptOneOf(MODIFIERS); word !== null; word = cursor.acceptOneOf(MODIFIERS)) modifiers.push(word);
  const of = acceptClass(cursor);
  if (of === null) cursor.refuse(`CREATE ${modifiers.concat(cursor.peek().value).join(" ")}`);
  const stranger = modifiers.find((word) => of.modifiers?.includes(word) !== true);
  if (stranger !== undefined) throw unsupported(`CREATE ${stranger} ${of.name}`);
  if (orAlter && of.orAlter !== true) throw unsupported(`CREATE OR ALTER ${of.name}`);
  const ifNotExists = cursor.accept("IF NOT EXISTS");
  if (ifNotExists && (orReplace || orAlter)) cursor.fail();
  const name = cursor.name();
  const named = of.overloaded === true ? readNamedArguments(cursor) : [];
  const args = of.overloaded === true ? named.map(({ base }) => base).join(", ") : null;
  const head: CreateHead = { orReplace, orAlter, ifNotExists, modifiers, name, args, arguments: named };
  const spec = readClauses(cursor, of, head);
  const { ahead } = of;
  const isAhead = ahead === undefined || spec.query === undefined ? {} : { ahead: (context: Context) => lookAhead(context, of, { head, spec }) };
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "create", ...isAhead, run: (context) => create(context, of, { head, spec }) };
}

function readClauses(cursor: Cursor, of: ObjectClass, head: CreateHead): Spec {
  const spec: Spec = { properties: {}, parameters: {} };
  of.modified?.(spec, head);
  while (!cursor.atEnd) {
    if (readCreateTags(cursor, spec, { class: of, orAlter: head.orAlter })) continue;
    if (of.clause?.(cursor, spec, head) === true) continue;
    if (readPropertyClause(cursor, spec, { class: of, verb: "create" })) continue;
    if (cursor.accept("WITH") || (Object.keys(spec.properties).length > 0 && cursor.accept(","))) continue;
    cursor.fail();
  }
  of.complete?.(cursor, spec, head);
  return spec;
}

/** Whatever CREATE refuses it refuses before anything is written for it. */
async function lookAhead(context: Context, of: ObjectClass, creation: Creation): Promise<unknown> {
  if (context.describeOnly) return null;
  const draft = new Draft(context.draft.catalog);
  create({ ...context, draft }, of, creation);
  return draft.mutations.length === 0 ? null : ((await of.ahead?.(context, creation.spec, draft)) ?? null);
}

interface Creation {
  readonly head: CreateHead;
  readonly spec: Spec;
}

function create(context: Context, of: ObjectClass, { head, spec: said }: Creation): ResultSet {
  const container = containerOf(context, of, head.name);
  // The session may be in a schema that its primary role does not reach.
  if (!isVisible(context, container)) throw doesNotExist(container.class === "SCHEMA" ? "Schema" : "Database", fullName(context.draft.catalog, container));
  const label = container.class === "ACCOUNT" ? "account" : container.class;
  if (of.creatable !== undefined) of.creatable(context);
  else requireCreate(context, container, { privilege: of.createPrivilege ?? `CREATE ${of.name}`, label });
  const name = head.name.parts.at(-1) ?? "";
  const found = findByName(context.draft.catalog, { parent: container.id, class: of.name, name, args: head.args });
  if (found !== undefined && head.ifNotExists) return statusResult(`${name} already exists, statement succeeded.`);
  if (found !== undefined && head.orAlter && found.class === of.name) return orAlter(context, of, { found, spec: said });
  if (found !== undefined && (head.orReplace || head.orAlter) && found.class !== of.name)
    throw compilationError("001998", "42710", `Object '${name}' already exists as ${found.class}`);
  if (found !== undefined && !head.orReplace) throw alreadyExists(name);
  if (found !== undefined && !owns(context, found)) throw insufficientPrivileges(of.label, name);
  const spec = of.prepare?.(context, said) ?? said;
  requireLevels(context, [...Object.keys(spec.properties), ...Object.keys(spec.parameters)], "OBJECT");
  // DROP takes the grants of what it does not keep for UNDROP.
  const kept = found !== undefined && spec.properties.COPY_GRANTS === true ? grantsOn(context.draft.catalog, found.id) : null;
  if (found !== undefined) dropEntry(context, of, found, { restrict: false, replacing: true });
  const entry: Entry = {
    ...blank(context),
    id: context.draft.catalog.nextId,
    class: of.name,
    parent: container.id,
    name,
    args: head.args,
    comment: spec.comment ?? null,
    properties: spec.properties,
    parameters: spec.parameters,
  };
  context.draft.put(of.check?.(context, entry, null) ?? entry);
  const created = kept === null ? fireFutureGrants(context, entry) : copyGrants(context, kept, entry);
  of.created?.(context, created);
  for (const attach of spec.attach ?? []) context.draft.put(attach(context, entryAt(context.draft.catalog, created.id)));
  return statusResult(`${of.label} ${name} successfully created.`);
}

/** What the statement does not name goes back to its default (docs: sql-reference/sql/create-or-alter). */
function orAlter(context: Context, of: ObjectClass, { found, spec }: { readonly found: Entry; readonly spec: Spec }): ResultSet {
  if (!owns(context, found)) throw insufficientPrivileges(of.label, found.name);
  // Policies and tags are not touched; a statement that names some is not understood here.
  if (spec.attach !== undefined) throw unsupported(`CREATE OR ALTER ${of.name} ... with policies or tags`);
  const attached = found.properties[ATTACHED];
  const properties = attached === undefined ? spec.properties : { ...spec.properties, [ATTACHED]: attached };
  const to: Entry = { ...found, comment: spec.comment ?? null, properties, parameters: spec.parameters };
  context.draft.put(of.check?.(context, to, found) ?? to);
  return statusResult(EXECUTED);
}
