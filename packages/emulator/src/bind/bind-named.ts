import { pathOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { requireKnownData } from "../objects/table/table-data.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import type { NameRef } from "../parser/cursor.ts";
import { findRelation, qualified } from "../query/find-relation.ts";
import { entryWithin } from "../rows/transaction.ts";
import { mayBeMetadata, metadataRows } from "../select/metadata-rows.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { duckdbType } from "../types/duckdb-type.ts";
import { typeNamed } from "../types/type.ts";
import { bindTable } from "./bind-table.ts";
import { bindView } from "./bind-view.ts";
import type { Binder, BoundQuery } from "./binder.ts";
import { loaded } from "./loaded.ts";
import { isProtectedNow } from "./protected.ts";

interface Named extends BoundQuery {
  /** What may stand before the dot of its columns. */
  readonly called: readonly string[];
}

/** A plain name behind FROM: a WITH, one of Snowflake's own views, a table, a view. */
export function bindNamed(ref: NameRef, binder: Binder): Named {
  const [first = ""] = ref.parts;
  const cte = ref.parts.length === 1 ? binder.ctes.get(first) : undefined;
  if (cte !== undefined) return { called: [first], columns: cte.columns, sql: `SELECT * FROM ${cte.table}` };
  const { context, home } = binder;
  const full = qualified(context, home, ref);
  const metadata = mayBeMetadata(full) ? metadataRows(context, full) : null;
  if (metadata !== null) return { called: full.parts, ...loaded(metadata, binder) };
  const entry = findRelation(context, home, ref);
  if (entry === null) throw unsupported(`SELECT ... FROM ${ref.parts.join(".")}`);
  const called = pathOf(context.draft.catalog, entry).map(({ name }) => name);
  binder.findings.readsTables = true;
  if (isProtectedNow(context, entry)) binder.findings.blocks.push(unsupported("SELECT ... FROM a table or view with a policy"));
  if (entry.class === "TABLE" || entry.class === "DYNAMIC TABLE") {
    if (entry.properties.UNINITIALIZED === true) binder.findings.blocks.push(notInitialized());
    noteUnknown(entry, binder);
    return { called, ...bindTable(entryWithin(context, entry), binder) };
  }
  if (entry.class === "VIEW") return { called, ...bindView(entry, binder) };
  return { called, ...onlyDescribed(entry, binder) };
}

/** (docs: sql-reference/sql/create-dynamic-table, "INITIALIZE"; user-guide/dynamic-tables/error-codes) */
function notInitialized(): SqlError {
  return compilationError("002741", "55000", "Dynamic Table is not initialized. Please run a manual refresh or wait for a scheduled refresh before querying.");
}

function noteUnknown(entry: Entry, { context, findings }: Binder): void {
  try {
    requireKnownData(context.draft.catalog, entry, { statement: "SELECT" });
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    findings.blocks.push(error);
  }
}

/** A class whose columns are known and whose rows are not here. */
function onlyDescribed(entry: Entry, { findings }: Binder): BoundQuery {
  if (entry.class === "STREAM") throw unsupported("SELECT ... FROM <stream>");
  findings.blocks.push(unsupported(`SELECT ... FROM <${entry.class.toLowerCase()}>`));
  return storedColumns(entry);
}

/** The columns that the catalog keeps, and no row. */
export function storedColumns(entry: Entry): BoundQuery {
  if (entry.properties.ORDER !== undefined) throw unsupported("a description of SELECT ... FROM a view whose columns are not known");
  const columns = columnsOf(entry).map(({ name, type, nullable, collation }) => ({ name, type: typeNamed(type, collation), nullable, vague: false }));
  const items = columns.map(({ type }, i) => `CAST(NULL AS ${duckdbType(type)}) AS c${i}`);
  return { columns, sql: `SELECT ${items.join(", ")} WHERE FALSE` };
}
