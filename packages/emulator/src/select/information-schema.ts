import type { Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Rows } from "./relations.ts";

/** Gives the rows of a view of one database's INFORMATION_SCHEMA that the session may see. */
export type InformationSchemaView = (context: Context, database: Id) => Rows;

/** By name. A new view is a file in `information-schema/` and a line here. */
export const INFORMATION_SCHEMA: ReadonlyMap<string, InformationSchemaView> = new Map<string, InformationSchemaView>([]);
