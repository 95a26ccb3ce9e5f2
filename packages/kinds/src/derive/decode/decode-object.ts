import { exactly, type Identifier } from "@snowtower/sql";
import type { Field } from "../../field.ts";
import type { Kind } from "../../kind.ts";
import type { AnyObject } from "../../object.ts";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";
import { identify } from "./identify.ts";
import { NOT_ASKED, type Sources } from "./sources.ts";

/** One object from its row and what else was read of it; `null` if the row does not name it. */
export function decodeObject(kind: Kind, row: RowView, sources: Sources): AnyObject | null {
  const identity = identify(kind, { row, also: () => [] });
  if (identity === null) return null;
  const rows: ObjectRows = { row, also: sources(identity, row.get("owner")) };
  const hidden = kind.hidden?.(rows) ?? null;
  if (hidden !== null) return { kind: kind.name, ...identity, owner: unknown(hidden), fields: allUnknown(kind, hidden) };
  const fields: { [name: string]: Read<Value> } = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = field.from === undefined ? undefined : decodeField(kind, field, rows);
    if (value !== undefined) fields[name] = value;
  }
  for (const [name, value] of Object.entries(kind.decode?.(rows) ?? {})) {
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  }
  const createdOn = row.get("created_on");
  return { kind: kind.name, ...identity, owner: owner(row), fields, ...(createdOn ? { createdOn } : {}) };
}

function allUnknown(kind: Kind, why: string): AnyObject["fields"] {
  return Object.fromEntries(Object.keys(kind.fields).map((name) => [name, unknown(why)]));
}

function owner(row: RowView): Read<Identifier | null> {
  const cell = row.get("owner");
  if (cell === undefined) return unknown("SHOW does not tell the owner");
  return cell === null || cell === "" ? null : exactly(cell);
}

function decodeField(kind: Kind, field: Field, rows: ObjectRows): Read<Value> {
  const from = field.from ?? { show: "" };
  if ("show" in from) {
    if (from.parameter !== undefined && rows.also("PARAMETERS") !== NOT_ASKED) return parameterSetOn(kind, { field, parameter: from.parameter }, rows);
    const cell = rows.row.get(from.show);
    return cell === undefined ? unknown(`SHOW ${kind.plural} has no column ${from.show}`) : field.type.decode(cell);
  }
  if ("describe" in from) return describedValue(field, from.describe, rows);
  return parameterSetOn(kind, { field, parameter: from.parameter }, rows);
}

/** DESCRIBE prints the word null for what is not set (docs: sql-reference/sql/desc-user). */
function describedValue(field: Field, property: string, rows: ObjectRows): Read<Value> {
  const all = rows.also("DESCRIBE");
  if (isUnknown(all)) return all;
  const row = all.find((each) => each.get("property") === property);
  if (row === undefined) return unknown(`DESCRIBE has no row ${property}`);
  const cell = row.get("value") ?? row.get("property_value") ?? null;
  return cell === "null" ? undefined : field.type.decode(cell);
}

/** Only what is set on the object itself; an inherited value is none of it (RA 10). */
function parameterSetOn(kind: Kind, { field, parameter }: { readonly field: Field; readonly parameter: string }, rows: ObjectRows): Read<Value> {
  const all = rows.also("PARAMETERS");
  if (isUnknown(all)) return all;
  const row = all.find((each) => each.get("key") === parameter);
  if (row === undefined) return unknown(`SHOW PARAMETERS has no row ${parameter}`);
  return row.get("level") === kind.label ? field.type.decode(row.get("value") ?? null) : undefined;
}
