import { exactly, type Fragment, id, name, type Statement, sql, userSql } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import type { ObjectChange } from "../../change.ts";
import { known } from "../../object.ts";
import { sameValue } from "../../value.ts";
import { columnChanges } from "./alter-columns.ts";
import { keyChanges } from "./alter-keys.ts";
import { columnRenames, followsColumns, renamedColumns, withNewNames } from "./rename-columns.ts";
import { tableFields } from "./table-fields.ts";

/**
 * ALTER TABLE for what has a clause of its own, a statement a clause: columns get their names, keys go, columns come and change, the clustering key moves,
 * columns go, keys come. `null` if the columns ask for a new table.
 */
export function alterTable(change: ObjectChange, differing: readonly string[], born: readonly Attachment[] = []): readonly Statement[] | null {
  if (change.from === null || change.to === null) return null;
  const renames = renamedColumns(change.from, change.to);
  const named = followsColumns(change.from, { of: change.from.name, columns: renames });
  const [from, to] = [tableFields(named), tableFields(change.to)];
  const fields = differing.filter((field) => renames.length === 0 || !sameValue(known(named.fields[field]), known(change.to?.fields[field])));
  const columns = fields.includes("columns") ? columnChanges(from.columns, to.columns, born) : { add: [], modify: [], drop: [], reasons: [] };
  if (columns.reasons.length > 0) return null;
  const keys = keyChanges(from, to, fields);
  const clustering = fields.includes("cluster_by") ? [clusterClause(to.clusterBy)] : [];
  const search = fields.includes("search_optimization")
    ? [userSql(`${change.to.fields.search_optimization === true ? "ADD" : "DROP"} SEARCH OPTIMIZATION`)]
    : [];
  const table = name(change.to.name);
  const renamed = renames.map((each) => sql`RENAME COLUMN ${id(exactly(each.from))} TO ${id(exactly(each.to))}`);
  return [...renamed, ...keys.drop, ...columns.add, ...columns.modify, ...clustering, ...columns.drop, ...keys.add, ...search].map(
    (clause) => sql`ALTER TABLE ${table} ${clause}`,
  );
}

function clusterClause(expressions: readonly string[]): Fragment {
  return expressions.length === 0 ? userSql("DROP CLUSTERING KEY") : sql`CLUSTER BY (${userSql(expressions.join(", "))})`;
}

/** Why only a new table would do, in words; empty if ALTER TABLE can. */
export function replaceReasons(change: ObjectChange): readonly string[] {
  if (change.from === null || change.to === null) return [];
  const [from, to] = [tableFields(change.from).columns, tableFields(change.to).columns];
  const reasons = change.fields.includes("columns") ? columnChanges(withNewNames(from, columnRenames(from, to)), to).reasons : [];
  if (!change.fields.includes("is_transient")) return reasons;
  return [...reasons, `the table becomes ${change.to.fields.is_transient === true ? "transient" : "permanent"}`];
}
