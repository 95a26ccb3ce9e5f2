import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { classNamed } from "../objects/registry.ts";
import { find, type Kind, written } from "../objects/resolve.ts";
import { columnParts } from "../objects/table/column-rows.ts";
import { exportedKeys, importedKeys, primaryKeys, uniqueKeys } from "../objects/table/key-rows.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { type Cells, type Column, STATEMENT_TYPE } from "../result.ts";
import { doesNotExist } from "../sql-error.ts";
import { matchesLike } from "./like.ts";
import { type Scope, sortedByPath, visibleIn } from "./show-scope.ts";

/** A SHOW of what tables and views consist of. */
export interface Parts {
  readonly words: string;
  /** Classes whose objects it looks into. */
  readonly classes: readonly string[];
  readonly columns: readonly Column[];
  readonly hasLike: boolean;
  /** Rows over the limit are left out (docs: sql-reference/sql/show-columns); of the others no page speaks of a limit. */
  readonly cuts: boolean;
  rowsOf(context: Context, entry: Entry): readonly Part[];
}

export interface Part {
  /** What LIKE looks at. */
  readonly name: string;
  readonly cells: Cells;
}

const PARTS: readonly Parts[] = [columnParts, primaryKeys, uniqueKeys, importedKeys, exportedKeys];

type PartScope = Scope | { readonly kind: "object"; readonly label: string; readonly name: NameRef };

/** Behind SHOW [TERSE]; `null` if it is none of these. */
export function acceptShowParts(cursor: Cursor): Command | null {
  const parts = PARTS.find(({ words }) => cursor.accept(words));
  if (parts === undefined) return null;
  const like = parts.hasLike && cursor.accept("LIKE") ? cursor.string() : null;
  const scope = readScope(cursor);
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run(context) {
      const found = entriesIn(context, parts, scope).flatMap((entry) => parts.rowsOf(context, entry));
      const wanted = like === null ? found : found.filter(({ name }) => matchesLike(like, name));
      return { columns: parts.columns, rows: (parts.cuts ? wanted.slice(0, context.mostShown) : wanted).map(({ cells }) => cells), status: "" };
    },
  };
}

function readScope(cursor: Cursor): PartScope {
  if (!cursor.accept("IN")) return { kind: "default" };
  if (cursor.accept("ACCOUNT")) return { kind: "account" };
  for (const words of ["APPLICATION PACKAGE", "APPLICATION"]) if (cursor.sees(words)) cursor.refuse(`SHOW ... IN ${words}`);
  const hasName = () => cursor.seesIdentifier() || cursor.sees("IDENTIFIER (");
  if (cursor.accept("DATABASE")) return { kind: "database", name: hasName() ? cursor.name() : null };
  if (cursor.accept("SCHEMA")) return { kind: "schema", name: hasName() ? cursor.name() : null };
  const label = cursor.acceptOneOf(["TABLE", "VIEW"]);
  if (label !== null && !hasName()) return { kind: "schema", name: null };
  return { kind: "object", label: label === "VIEW" ? "View" : "Table", name: cursor.name() };
}

function entriesIn(context: Context, parts: Parts, scope: PartScope): readonly Entry[] {
  if (scope.kind !== "object") return sortedByPath(context, visibleIn(context, { container: "SCHEMA", classes: parts.classes, seenByAll: false, scope }));
  const kind: Kind | null = classNamed("TABLE");
  const entry = kind === null ? null : find(context, { kind: { ...kind, also: parts.classes }, ref: scope.name, args: null });
  if (entry === null) throw doesNotExist(scope.label, written(scope.name));
  return [entry];
}
