import { pathOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import { asOwner } from "../objects/view/as-owner.ts";
import { viewTree } from "../objects/view/view-tree.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { storedColumns } from "./bind-named.ts";
import { bindQuery } from "./bind-query.ts";
import type { Binder, BoundQuery } from "./binder.ts";

const UNSUPPORTED = "000002";
const DEEPEST = 20;

/**
 * A view reads with its owner's eyes, in its own schema. "The definition is not dynamic" (docs: sql-reference/sql/create-view): its columns are those it was
 * made with, and a query that gives others now is an error.
 */
export function bindView(view: Entry, binder: Binder): BoundQuery {
  if (binder.depth > DEEPEST) throw compilationError("002037", "42601", `Failure during expansion of view '${view.name}': views are nested too deeply.`);
  const then = viewColumns(view);
  const now = expanded(view, binder);
  if (now === null) return storedColumns(view);
  if (then !== null && then.length !== now.columns.length) {
    const name = pathOf(binder.context.draft.catalog, view).map((at) => at.name);
    throw compilationError(
      "002057",
      "42601",
      `View definition for '${name.join(".")}' declared ${then.length} column(s), but view query produces ${now.columns.length} column(s).`,
    );
  }
  const other = view.properties.NAMED_BY_QUERY === true ? (then ?? []).findIndex((name, i) => name !== now.columns[i]?.name) : -1;
  if (other >= 0)
    throw compilationError(
      "002057",
      "42601",
      `View definition for '${view.name}' declared column '${then?.[other]}', but view query produces '${now.columns[other]?.name}'.`,
    );
  return then === null ? now : { ...now, columns: now.columns.map((column, i) => ({ ...column, name: then[i] ?? column.name })) };
}

/** The names it was made with; `null` if not even how many is known. */
function viewColumns(view: Entry): readonly string[] | null {
  const { ORDER: order } = view.properties;
  return order === undefined ? columnsOf(view).map(({ name }) => name) : (order as readonly string[] | null);
}

/** `null`: its query is one that this account cannot take apart, which is told if it is run. */
function expanded(view: Entry, binder: Binder): BoundQuery | null {
  const { context, findings } = binder;
  try {
    if (view.properties.RECURSIVE === true) throw unsupported("SELECT ... FROM <recursive view>");
    return bindQuery(viewTree(view), { ...binder, context: asOwner(context, view), home: view.parent, depth: binder.depth + 1, ctes: new Map(), options: {} });
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    if (error.code === UNSUPPORTED) {
      findings.blocks.push(error);
      return null;
    }
    throw error.message.includes("Failure during expansion of view")
      ? error
      : compilationError("002037", "42601", `Failure during expansion of view '${view.name}': ${error.message}`);
  }
}
