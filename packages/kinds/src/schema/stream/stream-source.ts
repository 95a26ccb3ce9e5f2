import { displayedName, parseQualifiedName, splitName } from "@snowtower/sql";
import { idOf, type ObjectId } from "../../object-id.ts";
import type { RowView } from "../../rows.ts";
import { type Read, unknown, type Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { oneOf } from "../../value-types/scalar.ts";

const TYPES = ["TABLE", "VIEW", "STAGE", "EXTERNAL_TABLE", "EVENT_TABLE", "DYNAMIC_TABLE"] as const;
type SourceType = (typeof TYPES)[number];

const anyType = oneOf(TYPES, { "EXTERNAL TABLE": "EXTERNAL_TABLE", "EVENT TABLE": "EVENT_TABLE", "DYNAMIC TABLE": "DYNAMIC_TABLE" });

/** What a stream follows. SHOW STREAMS calls an event table a table (as SnowDDL reads it; no page says so). */
export const sourceType: ValueType<SourceType> = { ...anyType, same: (a, b) => shownAs(a) === shownAs(b) };

function shownAs(type: SourceType): SourceType {
  return type === "EVENT_TABLE" ? "TABLE" : type;
}

/** The words behind ON. */
export function sourceWords(type: string): string {
  return type.replaceAll("_", " ");
}

/** Two-part kinds of what it follows, by its type: the kind's name is the type's in lower case. */
export function sourceId(type: string, displayed: string): ObjectId {
  return idOf(type.toLowerCase(), parseQualifiedName(displayed) ?? []);
}

/** The source as SHOW STREAMS names it; to who has no privilege on it, and where it is gone, it does not. */
export function decodeSource(row: RowView): Read<Value> {
  const cell = row.get("table_name");
  if (cell === undefined) return unknown("SHOW STREAMS has no column table_name");
  const parts = cell === null ? null : splitName(cell);
  if (cell === null || parts === null || parts.length !== 3) return unknown("SHOW STREAMS names a source only to a role that has a privilege on it");
  const name = parseQualifiedName(parts.map((part) => (part.startsWith('"') ? part : `"${part.replaceAll('"', '""')}"`)).join("."));
  return name === null ? unknown(`not a name: ${cell}`) : displayedName(name);
}
