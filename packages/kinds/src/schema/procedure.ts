import { type Statement, sql, userSql } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { bool } from "../value-types/scalar.ts";
import { compileRoutine } from "./routine/compile-routine.ts";
import { argumentTypesOf } from "./routine/decode-arguments.ts";
import { decodeRoutine, oneOfTwo } from "./routine/decode-routine.ts";
import { createRoutine, overload } from "./routine/render-routine.ts";
import { routineFields } from "./routine/routine-fields.ts";
import { routineRefs } from "./routine/routine-refs.ts";
import { sqlBodies } from "./routine/sql-bodies.ts";

export const procedure = defineKind({
  name: "procedure",
  label: "PROCEDURE",
  plural: "PROCEDURES",
  scope: "schema",
  layout: "object file",
  doc: "Code that is called by itself, with its owner's or its caller's rights.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-procedure",
  fields: {
    ...routineFields,
    is_execute_as_caller: field(bool, "It runs with the rights of its caller, not of its owner.", { default: false }),
  },
  required: ["returns"],
  overloads: true,
  sources: [{ from: "show", what: "USER PROCEDURES", paged: false, late: { view: "PROCEDURES", latency: "2 hours" } }, { from: "describe" }],
  lesser: "The code of a secure procedure is shown to the role that owns it.",
  needs: {
    create: [{ privilege: "CREATE PROCEDURE", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "PROCEDURE" },
  definitionOnly: true,
  replace: { loses: ["tags that are set on it", "its owner becomes the role that replaces it", "its time of creation"] },
  baseline: ({ row }) => row.get("is_builtin") === "Y",
  decode: (rows) => decodeRoutine(rows, (described) => ({ is_execute_as_caller: oneOfTwo(described.get("execute as"), "CALLER", "OWNER") })),
  decodeArguments: ({ row }) => argumentTypesOf(row),
  compile: compileRoutine,
  refs: routineRefs,
  bodies: sqlBodies,
  create: (object, how) => [createProcedure(object, how)],
  alter: alterProcedure,
});

function createProcedure(object: AnyObject, how: "create" | "replace"): Statement {
  const is = (fieldName: string): boolean => object.fields[fieldName] === true;
  return createRoutine(object, how, {
    modifiers: is("is_secure") ? ["SECURE"] : [],
    label: "PROCEDURE",
    behaviour: [],
    last: is("is_execute_as_caller") ? [userSql("EXECUTE AS CALLER")] : [],
  });
}

/** Whose rights it runs with can change; for other code there is another procedure (docs: sql-reference/sql/alter-procedure). */
function alterProcedure(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { to } = change;
  if (to === null || fields.some((fieldName) => fieldName !== "is_execute_as_caller")) return null;
  return [sql`ALTER PROCEDURE ${overload(to)} EXECUTE AS ${userSql(to.fields.is_execute_as_caller === true ? "CALLER" : "OWNER")}`];
}
