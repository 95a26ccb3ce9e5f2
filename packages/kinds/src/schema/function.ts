import { type Statement, sql, userSql } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { bool } from "../value-types/scalar.ts";
import { compileRoutine } from "./routine/compile-routine.ts";
import { argumentTypesOf } from "./routine/decode-arguments.ts";
import { decodeRoutine } from "./routine/decode-routine.ts";
import { createRoutine, overload } from "./routine/render-routine.ts";
import { routineFields } from "./routine/routine-fields.ts";
import { routineRefs } from "./routine/routine-refs.ts";
import { sqlBodies } from "./routine/sql-bodies.ts";

export const functionKind = defineKind({
  name: "function",
  label: "FUNCTION",
  plural: "FUNCTIONS",
  scope: "schema",
  layout: "object file",
  doc: "Code that queries call for a value, or for a table.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-function",
  fields: {
    ...routineFields,
    is_aggregate: field(bool, "It makes one value of many rows.", { from: { show: "is_aggregate" }, change: "replace", default: false }),
    is_memoizable: field(bool, "A SQL function whose results are kept and used again.", { from: { show: "is_memoizable" }, change: "replace", default: false }),
  },
  required: ["returns"],
  overloads: true,
  sources: [{ from: "show", what: "USER FUNCTIONS", paged: false, late: { view: "FUNCTIONS", latency: "2 hours" } }, { from: "describe" }],
  lesser: "The code of a secure function is shown to the role that owns it.",
  needs: {
    create: [{ privilege: "CREATE FUNCTION", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "FUNCTION" },
  definitionOnly: true,
  replace: { loses: ["tags that are set on it", "its owner becomes the role that replaces it", "its time of creation"] },
  accepts: ({ row }) => row.get("is_external_function") !== "Y" && row.get("is_data_metric") !== "Y",
  baseline: ({ row }) => row.get("is_builtin") === "Y",
  decode: (rows) => decodeRoutine(rows),
  decodeArguments: ({ row }) => argumentTypesOf(row),
  compile: compileRoutine,
  refs: routineRefs,
  bodies: sqlBodies,
  create: (object, how) => [createFunction(object, how)],
  alter: alterFunction,
});

function createFunction(object: AnyObject, how: "create" | "replace"): Statement {
  const is = (fieldName: string): boolean => object.fields[fieldName] === true;
  return createRoutine(object, how, {
    modifiers: [...(is("is_secure") ? ["SECURE"] : []), ...(is("is_aggregate") ? ["AGGREGATE"] : [])],
    label: "FUNCTION",
    behaviour: is("is_memoizable") ? ["MEMOIZABLE"] : [],
    last: [],
  });
}

/** Being secure can change; for other code there is another function (docs: sql-reference/sql/alter-function). */
function alterFunction(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { to } = change;
  if (to === null || fields.some((fieldName) => fieldName !== "is_secure")) return null;
  return [sql`ALTER FUNCTION ${overload(to)} ${userSql(to.fields.is_secure === true ? "SET" : "UNSET")} SECURE`];
}
