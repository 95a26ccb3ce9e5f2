import { requireWarehouse } from "../access/require-warehouse.ts";
import { entryAt } from "../catalog/catalog.ts";
import { directoryRows } from "../files/directory-table.ts";
import { findStage } from "../files/stage-location.ts";
import type { Cursor } from "../parser/cursor.ts";
import type { Relation } from "./relations.ts";

/** `DIRECTORY(@stage)`, or `null`. */
export function readDirectoryTable(cursor: Cursor): Relation | null {
  if (!cursor.accept("DIRECTORY ( @")) return null;
  const ref = cursor.name();
  cursor.expect(")");
  return (context) => {
    const { id } = findStage(context, { kind: "stage", ref, path: "" }, "READ");
    requireWarehouse(context);
    return directoryRows(context, entryAt(context.draft.catalog, id));
  };
}
