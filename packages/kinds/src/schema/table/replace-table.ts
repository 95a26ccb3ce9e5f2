import { displayedName, type Fragment, join, name, type Statement, sql } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import { attachesOf } from "../../access/render-attachment.ts";
import type { ObjectChange } from "../../change.ts";
import type { Refusal, World } from "../../kind.ts";
import { type AnyObject, known } from "../../object.ts";
import type { ObjectId } from "../../object-id.ts";
import { replaceReasons } from "./alter-table.ts";
import { copiedValue } from "./copied-value.ts";
import { tableStatements } from "./create-table.ts";
import { tableFields } from "./table-fields.ts";

/** CREATE OR REPLACE TABLE ... AS SELECT from the table itself: one statement, so that whoever reads sees the old table or the new one, with the grants on it. */
export function replaceTable({ from, to }: ObjectChange, born: readonly Attachment[]): readonly Statement[] {
  if (from === null || to === null) throw new TypeError("a replacement has two ends");
  const values = copiedValues(from, to).filter((value): value is Fragment => typeof value !== "string");
  return tableStatements(to, born, sql`\nCOPY GRANTS\nAS SELECT ${join(values)}\nFROM ${name(to.name)}`);
}

function copiedValues(from: AnyObject, to: AnyObject): readonly (Fragment | string)[] {
  const there = new Map(tableFields(from).columns.map((column) => [column.name, column]));
  return tableFields(to).columns.flatMap((column) => copiedValue(there.get(column.name), column) ?? []);
}

/** A copy that would lose something nobody asked for, or show it. */
export function refuseReplacement(change: ObjectChange, world: World): Refusal | null {
  const { from, to } = change;
  if (from === null || to === null) return null;
  const lossy = [...copiedValues(from, to).filter((value) => typeof value === "string"), ...tooLongKept(to)];
  const differs = `table:${displayedName(to.name)} differs in ${change.fields.join(", ")}`;
  if (lossy.length > 0) {
    const message = `${differs}, which only a new table can have (${replaceReasons(change).join("; ")}), and a copy is not made: ${lossy.join("; ")}`;
    return { code: "ST2004", message, hint: "describe it as it is, or add a new column and move the values with a statement that says how" };
  }
  const filters = hidingPolicies(from.id, world);
  if (filters.length === 0 || to.fields.copy_through_policies === true) return null;
  const message = `${differs}, which only a copy of the table has, and the copy is made by a query that reads what ${filters.join(", ")} let it: what they hide would be lost`;
  const hint = "make sure that the role of the step reads every row and value, and say copy_through_policies: true in the table's file";
  return { code: "ST2023", message, hint };
}

/** "transient tables can have a Time Travel retention period of 0 or 1" (docs: user-guide/data-time-travel). */
function tooLongKept({ fields }: AnyObject): readonly string[] {
  const days = known(fields.retention_time);
  return fields.is_transient === true && typeof days === "number" && days > 1 ? [`a transient table keeps 1 day, not ${days}: say retention_time: 1`] : [];
}

/** Policies on the table and its columns, and those that tags bring (docs: user-guide/tag-based-masking-policies). */
function hidingPolicies(id: ObjectId, world: World): readonly ObjectId[] {
  const on = [...world.attachments(id)];
  const policies = on.filter((each) => attachesOf(each).place === "one");
  const byTags = on.filter((each) => attachesOf(each).place === "each").flatMap(({ what }) => [...world.attachments(what)]);
  return [...new Set([...policies, ...byTags].map(({ what }) => what))].sort();
}

/** What the copy costs and loses, in words. */
export function replaceDanger(change: ObjectChange): readonly string[] {
  if (change.how !== "replace" || change.from === null) return [];
  const { rows, bytes } = change.from.fields;
  const [count, size] = [known(rows), known(bytes)];
  const amount = typeof count === "number" ? ` (${[`${count} rows`, ...(typeof size === "number" ? [`${size} bytes`] : [])].join(", ")})` : "";
  const gone = goneColumns(change.from, change.to).map((column) => `column ${column} goes with its data`);
  const shrinks = change.fields.includes("columns") ? ["the step fails, and nothing is done, where a value does not fit its column"] : [];
  return [`a query on a warehouse copies the whole table${amount}, because ${replaceReasons(change).join("; ")}`, ...gone, ...shrinks];
}

/** Columns that are dropped, or become virtual. */
function goneColumns(from: AnyObject, to: AnyObject | null): readonly string[] {
  const wanted = to === null ? [] : tableFields(to).columns;
  const stored = new Set(wanted.filter(({ expression }) => expression === undefined).map(({ name }) => name));
  return tableFields(from).columns.flatMap((column) => (column.expression === undefined && !stored.has(column.name) ? [column.name] : []));
}
