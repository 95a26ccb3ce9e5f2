import { requireAny, requireCreate } from "../access/authorize.ts";
import { requireLevels } from "../access/level-privileges.ts";
import { entryAt, findByName } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { readTagging } from "../objects/governance/taggable.ts";
import { type Alteration, neededToSet, type ObjectClass } from "../objects/object-class.ts";
import { acceptClass } from "../objects/registry.ts";
import { containerOf, find, written } from "../objects/resolve.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { alreadyExists, doesNotExist, insufficientPrivileges } from "../sql-error.ts";
import { readSet, readUnset } from "./clauses.ts";
import { isManaged } from "./create-object.ts";

interface Alter {
  readonly of: ObjectClass;
  readonly ifExists: boolean;
  /** `null`: the session's own (its user, its warehouse). */
  readonly name: NameRef | null;
  readonly args: string | null;
  readonly alteration: Alteration;
}

/** ALTER <class> [IF EXISTS] <name> { SET | UNSET | RENAME TO | a form of the class's own }. */
export function parseAlter(cursor: Cursor): Command {
  cursor.expect("ALTER");
  const of = acceptClass(cursor);
  if (of === null) cursor.refuse(`ALTER ${cursor.peek().value}`);
  const ifExists = cursor.accept("IF EXISTS");
  const mark = cursor.mark();
  let alteration = of.implied === undefined ? null : readAlteration(cursor, of);
  let name: NameRef | null = null;
  let args: string | null = null;
  if (alteration === null || !cursor.atEnd) {
    cursor.reset(mark);
    name = cursor.name();
    args = of.overloaded === true ? readArguments(cursor) : null;
    alteration = readAlteration(cursor, of);
  }
  if (alteration === null) cursor.fail();
  cursor.end();
  const alter: Alter = { of, ifExists, name, args, alteration };
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, run: (context) => run(context, alter) };
}

function readAlteration(cursor: Cursor, of: ObjectClass): Alteration | null {
  const tagging = readTagging(cursor, of);
  if (tagging !== null) return tagging;
  const own = of.alter?.(cursor);
  if (own !== null && own !== undefined) return own;
  if (cursor.accept("SET")) return setting(of, readSet(cursor, of));
  if (cursor.accept("UNSET")) return unsetting(of, readUnset(cursor, of));
  if (cursor.accept("RENAME TO")) return renaming(of, cursor.name());
  return null;
}

function run(context: Context, { of, ifExists, name, args, alteration }: Alter): ResultSet {
  const kind = alteration.also === undefined ? of : { ...of, also: alteration.also };
  const entry = name === null ? (of.implied?.(context) ?? null) : find(context, { kind, ref: name, args });
  if (entry === null) {
    if (ifExists) return statusResult(EXECUTED);
    throw doesNotExist(of.label, name === null ? "" : written(name));
  }
  if (alteration.allows?.(context, entry) !== true) requireAny(context, entry, { privileges: alteration.needs, label: of.label });
  return alteration.run(context, entry) ?? statusResult(EXECUTED);
}

/** What every SET does; for the forms of a class that end in one. */
export function setting(of: ObjectClass, spec: ReturnType<typeof readSet>): Alteration {
  const names = [...Object.keys(spec.properties), ...Object.keys(spec.parameters), ...(spec.unset ?? []), ...(spec.comment === undefined ? [] : ["COMMENT"])];
  return {
    needs: neededToSet(of, names),
    allows: (context, entry) => of.maySet?.(context, entry, names) === true,
    run(context, from) {
      requireLevels(context, names, "OBJECT");
      const comment = spec.comment === undefined ? from.comment : spec.comment;
      const properties = { ...from.properties, ...spec.properties };
      store(context, of, { from, to: { ...from, comment, properties, parameters: { ...without(from.parameters, spec.unset ?? []), ...spec.parameters } } });
      return undefined;
    },
  };
}

function unsetting(of: ObjectClass, names: readonly string[]): Alteration {
  return {
    needs: neededToSet(of, names),
    allows: (context, entry) => of.maySet?.(context, entry, names) === true,
    run(context, from) {
      requireLevels(context, names, "OBJECT");
      const comment = names.includes("COMMENT") ? null : from.comment;
      store(context, of, { from, to: { ...from, comment, properties: without(from.properties, names), parameters: without(from.parameters, names) } });
      return undefined;
    },
  };
}

/** Renaming needs OWNERSHIP, and CREATE where the object goes if that is another place (docs: sql-reference/sql/alter-table). */
export function renaming(of: ObjectClass, to: NameRef): Alteration {
  return {
    needs: of.needs?.rename ?? [],
    run(context, entry) {
      const name = to.parts.at(-1) ?? "";
      const parent = to.parts.length === 1 ? entryAt(context.draft.catalog, entry.parent) : containerOf(context, of, to);
      if (parent.id !== entry.parent || of.renameNeedsCreate === true)
        requireCreate(context, parent, { privilege: of.createPrivilege ?? `CREATE ${of.name}`, label: parent.class });
      // "prohibited unless the object owner also owns the target schema" (docs: sql-reference/sql/alter-table)
      if (parent.id !== entry.parent && isManaged(parent) && parent.owner?.role !== entry.owner?.role) throw insufficientPrivileges("schema", parent.name);
      const taken = findByName(context.draft.catalog, { parent: parent.id, class: of.name, name, args: entry.args });
      if (taken !== undefined && taken.id !== entry.id) throw alreadyExists(name);
      context.draft.put({ ...entry, parent: parent.id, name });
      return undefined;
    },
  };
}

function without<V>(record: Readonly<Record<string, V>>, names: readonly string[]): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function store(context: Context, of: ObjectClass, change: { readonly from: Entry; readonly to: Entry }): void {
  context.draft.put(of.check?.(context, change.to, change.from) ?? change.to);
}
