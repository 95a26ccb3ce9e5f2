import { type Fragment, join, name, type Statement, sql, text, userSql, word } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { type Assignments, assignment, createAssignments } from "../../derive/assignments.ts";
import { setParameters } from "../../derive/set-parameters.ts";
import { type AnyObject, known } from "../../object.ts";
import type { Value } from "../../value.ts";
import { warehouse } from "../warehouse.ts";

/** Properties whose values are words with a hyphen or numbers in quotes (docs: sql-reference/sql/create-warehouse). */
const QUOTED: Readonly<Record<string, string>> = { type: "WAREHOUSE_TYPE", generation: "GENERATION", resource_constraint: "RESOURCE_CONSTRAINT" };

export const renderWarehouse = {
  /** It is created suspended: applying a plan must not start what is paid by the second. */
  create(object: AnyObject): readonly Statement[] {
    const clauses = [
      ...quotedAssignments(object, Object.keys(QUOTED)),
      ...createAssignments(warehouse, object),
      assignment("INITIALLY_SUSPENDED", userSql("TRUE")),
      ...setParameters(params(object)),
    ];
    return [sql`CREATE WAREHOUSE ${name(object.name)}\n  ${join(clauses, "\n  ")}`];
  },

  alter(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
    const to = change.to;
    if (to === null) return null;
    const clauses: Assignments = { set: quotedAssignments(to, fields), unset: [] };
    const statements: Statement[] = [];
    if (fields.includes("warehouse_params")) {
      const from = change.from === null ? {} : params(change.from);
      const wanted = params(to);
      clauses.set.push(...setParameters(wanted));
      clauses.unset.push(
        ...Object.keys(from)
          .filter((key) => !Object.hasOwn(wanted, key))
          .map(word),
      );
    }
    if (clauses.set.length > 0) statements.push(sql`ALTER WAREHOUSE ${name(to.name)} SET ${join(clauses.set, " ")}`);
    if (clauses.unset.length > 0) statements.push(sql`ALTER WAREHOUSE ${name(to.name)} UNSET ${join(clauses.unset)}`);
    return statements;
  },
};

function quotedAssignments(object: AnyObject, fields: readonly string[]): Fragment[] {
  return fields.flatMap((field) => {
    const property = QUOTED[field];
    const value = known(object.fields[field]);
    return property === undefined || typeof value !== "string" ? [] : [assignment(property, text(value))];
  });
}

function params(object: AnyObject): { readonly [key: string]: Value } {
  return (known(object.fields.warehouse_params) ?? {}) as { readonly [key: string]: Value };
}
