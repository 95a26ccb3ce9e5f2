import type { Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { CursorOptions } from "../parser/cursor.ts";
import type { Cells, Column } from "../result.ts";
import type { Settings } from "../types/settings.ts";
import { settingsOf } from "../types/settings.ts";
import type { Typed } from "../types/typed.ts";

/** Rows that this account makes itself and DuckDB is given before the query runs. */
export interface Load {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
}

/** What a query becomes: columns c0, c1, ... */
export interface BoundQuery {
  readonly columns: readonly BoundColumn[];
  readonly sql: string;
}

export interface BoundColumn {
  readonly name: string;
  readonly type: Typed["type"];
  readonly nullable: boolean;
  readonly vague: boolean;
  /** It has no name but the text of its expression. */
  readonly isUnnamed?: boolean;
  /** What it is computed by cannot be run here: who does not name it is not hindered. */
  readonly refusal?: string;
}

/** What is found out while the names of a query are looked up. */
interface Findings {
  readonly loads: Load[];
  /** Why it cannot be run, though it can be described; the first one is told. */
  readonly blocks: Error[];
  /** Does it read tables, for which a warehouse is needed? */
  readsTables: boolean;
  next: number;
}

/** Where a query is bound: whose eyes see, and what its names are looked up in. */
export interface Binder {
  readonly context: Context;
  readonly settings: Settings;
  readonly findings: Findings;
  /** The schema of a view whose query this is; `null`: the session's. */
  readonly home: Id | null;
  readonly depth: number;
  readonly options: CursorOptions;
  readonly ctes: ReadonlyMap<string, CteSource>;
}

interface CteSource {
  readonly table: string;
  readonly columns: readonly BoundColumn[];
}

export function binderOf(context: Context, options: CursorOptions = {}): Binder {
  return {
    context,
    settings: settingsOf(context),
    findings: { loads: [], blocks: [], readsTables: false, next: 1 },
    home: null,
    depth: 0,
    options,
    ctes: new Map(),
  };
}

/** A name nothing else in this query has. */
export function fresh({ findings }: Binder, prefix: string): string {
  return `${prefix}${findings.next++}`;
}
