import type { Attachment } from "../../access/attachment.ts";
import { passedColumns } from "../../access/render-attachment.ts";
import type { ObjectChange } from "../../change.ts";
import { renamedColumns } from "./rename-columns.ts";
import { tableFields } from "./table-fields.ts";

/**
 * True for what CREATE TABLE or ADD COLUMN says at once: all of a new table, and what is set on a new column. Columns are added one by one,
 * so that those which are passed to its policy have to be there before it.
 */
export function isBornWith(attachment: Attachment, { how, from, to }: ObjectChange): boolean {
  const { column } = attachment;
  if (how !== "alter") return true;
  if (column === undefined || from === null || to === null) return false;
  const there = new Set([...tableFields(from).columns.map(({ name }) => name), ...renamedColumns(from, to).map((each) => each.to)]);
  const columns = tableFields(to).columns.map(({ name }) => name);
  const before = columns.slice(0, columns.indexOf(column));
  return !there.has(column) && columns.includes(column) && passedColumns(attachment).every((each) => before.includes(each));
}
