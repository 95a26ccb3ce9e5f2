import { holds, owns } from "../access/authorize.ts";
import { entryAt, findByName, nameKey } from "../catalog/catalog.ts";
import { get } from "../catalog/persistent-map.ts";
import type { Command, Context } from "../context.ts";
import type { ObjectClass } from "../objects/object-class.ts";
import { acceptClass } from "../objects/registry.ts";
import { containerOf, written } from "../objects/resolve.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { alreadyExists, compilationError, insufficientPrivileges } from "../sql-error.ts";

const DAY = 86_400_000;

/** UNDROP <class> <name>: the one that was dropped last, with what was in it and its grants, as long as it is retained. */
export function parseUndrop(cursor: Cursor): Command {
  cursor.expect("UNDROP");
  const of = acceptClass(cursor);
  // (docs: user-guide/security-row-intro, "Troubleshoot row access policies")
  if (of?.name.endsWith(" POLICY") === true) cursor.refuse(`UNDROP not supported for objects of type ${of.name.replaceAll(" ", "_")}`);
  if (of === null || of.undroppable !== true) cursor.refuse(`UNDROP ${of?.name ?? cursor.peek().value}`);
  const name = cursor.name();
  if (cursor.sees("RENAME TO")) cursor.refuse("UNDROP ... RENAME TO");
  cursor.end();
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, run: (context) => undrop(context, of, name) };
}

function undrop(context: Context, of: ObjectClass, ref: NameRef): ResultSet {
  const { catalog } = context.draft;
  const name = ref.parts.at(-1) ?? "";
  const container = containerOf(context, of, ref);
  const key = { parent: container.id, class: of.name, name, args: null };
  const id = get(catalog.dropped, nameKey(key))?.at(-1);
  const entry = id === undefined ? undefined : entryAt(catalog, id);
  const gone = compilationError("002003", of.label === "Table" ? "42S02" : "02000", `${of.label} '${written(ref)}' did not exist or was purged.`);
  if (entry === undefined || entry.class !== of.name || entry.droppedOn === null) throw gone;
  // Of when it was dropped: a later change of its container's does not count (docs: sql-reference/sql/drop-table).
  const { RETAINED_DAYS: days, ...properties } = entry.properties;
  if (context.now - entry.droppedOn > Number(days) * DAY) throw gone;
  // OWNERSHIP on the object and CREATE where it was (docs: sql-reference/sql/undrop-table).
  const mayCreate = holds(catalog, context.active.all, { privilege: of.createPrivilege ?? `CREATE ${of.name}`, on: container });
  if (!owns(context, entry) || !mayCreate) throw insufficientPrivileges(of.label, name);
  if (findByName(catalog, key) !== undefined) throw alreadyExists(name);
  context.draft.change(entry.id, { droppedOn: null, properties });
  return statusResult(`${of.label} ${name} successfully restored.`);
}
