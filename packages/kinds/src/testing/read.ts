import { decodeObject } from "../derive/decode/decode-object.ts";
import { NOT_ASKED } from "../derive/decode/sources.ts";
import { diffObject } from "../derive/diff.ts";
import { renderObjectChange } from "../derive/render.ts";
import type { Kind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { RowView } from "../rows.ts";
import { type Unknown, unknown } from "../value.ts";
import { facts } from "./describe.ts";

export type Cells = { readonly [column: string]: string | null };

function view(cells: Cells): RowView {
  return { get: (column) => cells[column] };
}

/** What is asked of few objects only is asked of none here. */
function isAsked({ sources }: Kind, source: string): boolean {
  return source !== "PARAMETERS" || sources.some((each) => each.from === "parameters" && each.where === undefined);
}

/** The object that these rows are about: its row in the kind's list, and its rows in other sources. A source that is not given was refused. */
export function readObject(kind: Kind, row: Cells, also: { readonly [source: string]: readonly Cells[] } = {}): AnyObject {
  const sources = (source: string): readonly RowView[] | Unknown => also[source]?.map(view) ?? (isAsked(kind, source) ? unknown("refused") : NOT_ASKED);
  const object = decodeObject(kind, view(row), () => sources);
  if (object === null) throw new Error("the row names no object");
  return object;
}

/** The statements that lead from one to the other; `null` if nothing differs. */
export function changed(
  from: AnyObject,
  to: AnyObject,
): { readonly how: string; readonly fields: readonly string[]; readonly sql: () => readonly string[] } | null {
  const change = diffObject(from, to, facts);
  return change === null ? null : { how: change.how, fields: change.fields, sql: () => renderObjectChange(change).map((statement) => statement.text) };
}

/** The statements that create the object. */
export function created(object: AnyObject): readonly string[] {
  return renderObjectChange({ kind: "object", how: "create", from: null, to: object, fields: [] }).map((statement) => statement.text);
}
