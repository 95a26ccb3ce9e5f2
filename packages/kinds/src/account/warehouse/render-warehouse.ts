import { type Fragment, join, name, type Statement, sql, text, userSql, word } from "@snowtower/sql";
import type { Change, ObjectChange } from "../../change.ts";
import { type Assignments, alterAssignments, assignment, createAssignments } from "../../derive/assignments.ts";
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
    const clauses: Assignments = { set: [...quotedAssignments(to, withType(fields)), ...measuresWith(change, fields)], unset: [] };
    const statements: Statement[] = leftBehind(change, fields).map((property) => sql`ALTER WAREHOUSE ${name(to.name)} UNSET ${word(property)}`);
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

/** "You can't use GENERATION with Snowpark-optimized warehouses or memory-based resource constraints": they go before the type does (docs: sql-reference/sql/alter-warehouse). */
function leftBehind(change: ObjectChange, fields: readonly string[]): string[] {
  const field = fields.includes("type") ? leftByType(change) : null;
  return field === null ? [] : [QUOTED[field] ?? ""];
}

function leftByType({ from, to }: ObjectChange): string | null {
  const field = known(to?.fields.type) === "SNOWPARK-OPTIMIZED" ? "generation" : "resource_constraint";
  return known(from?.fields[field]) === undefined ? null : field;
}

/** What goes with the type goes although no file says a word of it. */
export function withoutLeft(change: ObjectChange): readonly Change[] {
  const { how, to, fields } = change;
  const left = how === "alter" && fields.includes("type") ? leftByType(change) : null;
  if (left === null || to === null || to.fields[left] !== undefined || fields.includes(left)) return [];
  return [{ kind: "object", how: "alter", from: to, to, fields: [left] }];
}

/** Not every type and memory comes in every size, nor every size with as many clusters: they are set in one statement (docs: sql-reference/sql/alter-warehouse, notes of WAREHOUSE_SIZE). */
const MEASURES = ["size", "min_cluster_count", "max_cluster_count"] as const;

function measuresWith({ to, fields: all }: ObjectChange, fields: readonly string[]): Fragment[] {
  if (to === null || !(fields.includes("type") || fields.includes("resource_constraint"))) return [];
  return alterAssignments(
    warehouse,
    to,
    MEASURES.filter((field) => all.includes(field)),
  ).set;
}

/** The type's own choice comes with the type, also where it is an undo that brings both back. */
function withType(fields: readonly string[]): readonly string[] {
  return fields.includes("type") ? [...new Set([...fields, "generation", "resource_constraint"])] : fields;
}

function params(object: AnyObject): { readonly [key: string]: Value } {
  return (known(object.fields.warehouse_params) ?? {}) as { readonly [key: string]: Value };
}
