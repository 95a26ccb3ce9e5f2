import { requireWarehouse } from "../access/require-warehouse.ts";
import { entryOf } from "../catalog/catalog.ts";
import type { Context } from "../context.ts";
import { INFORMATION_SCHEMA as SCHEMA_CLASS } from "../objects/information-schema.ts";
import { resolveDatabase } from "../objects/resolve.ts";
import type { NameRef } from "../parser/cursor.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { isUsageView, snowflakeRows } from "./account-usage.ts";
import { INFORMATION_SCHEMA, OTHER_VIEWS } from "./information-schema.ts";
import type { Rows } from "./relations.ts";

/** What a name behind FROM gives if it is one of Snowflake's own views; `null` if it is none of them. Names without a schema are taken in the current one. */
export function metadataRows(context: Context, ref: NameRef): Rows | null {
  const [database, schema, view] = qualified(context, ref);
  if (view === undefined || view === null) return null;
  if (schema === "INFORMATION_SCHEMA") return informationSchema(context, { database: database ?? null, view, ref });
  if (database !== "SNOWFLAKE" || schema === null || schema === undefined) return null;
  const rows = snowflakeRows(context, schema, view);
  if (rows !== null) requireWarehouse(context);
  return rows;
}

/** Could a name be one of Snowflake's own views, as far as the statement alone tells? Without its database only the session knows. */
export function mayBeMetadata({ parts }: NameRef): boolean {
  const view = parts.at(-1) ?? "";
  if (parts.at(-2) === "INFORMATION_SCHEMA" || (parts.length === 3 && parts[0] === "SNOWFLAKE")) return true;
  return parts.length < 3 && (INFORMATION_SCHEMA.has(view) || isUsageView(view));
}

type Qualified = readonly [database: string | null | undefined, schema: string | null | undefined, view: string | null | undefined];

function qualified({ draft, session }: Context, { parts }: NameRef): Qualified {
  const nameOf = (id: number | null): string | null => (id === null ? null : (entryOf(draft.catalog, id)?.name ?? null));
  const database = nameOf(session.database);
  if (parts.length === 3) return [parts[0], parts[1], parts[2]];
  if (parts.length === 2) return [database, parts[0], parts[1]];
  const schema = session.schema === null ? undefined : entryOf(draft.catalog, session.schema);
  const isOwn = schema?.class === SCHEMA_CLASS || database === "SNOWFLAKE";
  return [database, isOwn ? (schema?.name ?? null) : null, parts[0]];
}

function informationSchema(context: Context, of: { readonly database: string | null; readonly view: string; readonly ref: NameRef }): Rows {
  const view = INFORMATION_SCHEMA.get(of.view);
  if (of.database === null)
    throw compilationError(
      "090105",
      "22000",
      "Cannot perform SELECT. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
    );
  const { id } = resolveDatabase(context, { parts: [of.database] });
  if (view === undefined && OTHER_VIEWS.has(of.view)) throw unsupported(`INFORMATION_SCHEMA.${of.view}`);
  if (view === undefined) throw compilationError("002003", "42S02", `Object '${of.ref.parts.join(".")}' does not exist or not authorized.`);
  // "Warehouse must be running and currently in use to query the views" (docs: sql-reference/info-schema).
  requireWarehouse(context);
  return view(context, id);
}
