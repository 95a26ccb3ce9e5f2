import type { Call } from "../query/tree/expression.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import { duckdbText } from "../types/duckdb-type.ts";
import { number, TEXT, VARIANT } from "../types/type.ts";
import { bind } from "./bind-expression.ts";
import type { Binder, BoundQuery } from "./binder.ts";
import type { Scope } from "./scope.ts";

const ARGUMENTS = new Set(["INPUT", "PATH", "OUTER", "RECURSIVE", "MODE"]);

/** FLATTEN(INPUT => v): one row an element (docs: sql-reference/functions/flatten). */
export function bindFlatten(call: Call, left: Scope, binder: Binder): BoundQuery {
  for (const name of Object.keys(call.named)) if (!ARGUMENTS.has(name)) throw compilationError("000904", "42000", `invalid argument '${name}' of FLATTEN`);
  const given = call.named.INPUT ?? call.args[0];
  if (given === undefined)
    throw compilationError("000938", "22023", "error line 1 at position 0\nnot enough arguments for function [FLATTEN], expected 1, got 0");
  for (const name of ["PATH", "OUTER", "RECURSIVE"]) if (call.named[name] !== undefined) binder.findings.blocks.push(unsupported(`FLATTEN(${name} => ...)`));
  const mode = call.named.MODE?.kind === "string" ? call.named.MODE.value.toUpperCase() : "BOTH";
  const input = cast(bind(given, left, binder), VARIANT, { mode: "coerce", settings: binder.settings });
  if (input.refusal !== null) binder.findings.blocks.push(unsupported(input.refusal));
  const rows = `sf('FLATTEN', ${input.sql}, ${duckdbText(mode)})`;
  const of = (key: string): string => `e.j ->> '$.${key}'`;
  const items = [
    // SEQ is "a unique sequence number", of which nothing else is promised.
    "CAST(1 AS DECIMAL(38,0)) AS c0",
    `${of("key")} AS c1`,
    `${of("path")} AS c2`,
    `CAST(${of("index")} AS DECIMAL(38,0)) AS c3`,
    `${of("value")} AS c4`,
    `CAST(${input.sql} AS VARCHAR) AS c5`,
  ];
  const column = (name: string, type: BoundQuery["columns"][number]["type"], nullable = true) => ({ name, type, nullable, vague: true });
  return {
    columns: [
      column("SEQ", number(38), false),
      column("KEY", TEXT),
      column("PATH", TEXT),
      column("INDEX", number(38)),
      column("VALUE", VARIANT),
      column("THIS", VARIANT),
    ],
    sql: `SELECT ${items.join(", ")} FROM (SELECT unnest(CAST(CAST(${rows} AS JSON) AS JSON[])) AS j) AS e`,
  };
}
