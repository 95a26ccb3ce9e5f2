import { displayed, type Identifier, parseQualifiedName } from "@snowtower/sql";
import type { CompileContext } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import type { Read, Value } from "../../value.ts";
import { refuse } from "../../value-types/refuse.ts";
import { taskId } from "./task-links.ts";
import { sizeRank } from "./task-values.ts";

type Say = (field: string, message: string, hint?: string) => void;
type Values = Spec["fields"];

/** The task of a file: what does not go together is told (docs: sql-reference/sql/create-task). */
export function compileTask(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { fields } = spec;
  const say: Say = (field, message, hint) => {
    refuse(context, { code: "ST1104", message, at: spec.places[field] ?? spec.at, ...(hint === undefined ? {} : { hint }) });
  };
  checkPlace(spec, say);
  checkLinks(spec, say);
  checkCompute(fields, say);
  return fields;
}

/** What only a task has that nothing else starts. */
const OF_ROOTS = ["schedule", "config", "task_auto_retry_attempts"] as const;

function checkPlace({ fields }: Spec, say: Say): void {
  const below = fields.after !== undefined ? "after" : fields.finalize !== undefined ? "finalize" : null;
  if (fields.after !== undefined && fields.finalize !== undefined)
    say("finalize", "after and finalize exclude each other", "what finishes a graph runs after all of it");
  if (below === null) return;
  for (const field of OF_ROOTS)
    if (fields[field] !== undefined) say(field, `${field} and ${below} exclude each other`, `${field} belongs to the task that starts the graph`);
  if (fields.allow_overlapping_execution === true)
    say("allow_overlapping_execution", `allow_overlapping_execution and ${below} exclude each other`, "it belongs to the task that starts the graph");
}

function checkLinks({ id, name, fields }: Spec, say: Say): void {
  const links = [...((fields.after ?? []) as readonly string[]).map((each) => ["after", each] as const)];
  const all = fields.finalize === undefined ? links : [...links, ["finalize", String(fields.finalize)] as const];
  for (const [field, other] of all) {
    if (taskId(other) === id) say(field, field === "after" ? "a task cannot run after itself" : "a task cannot finish its own runs");
    else if (schemaOf(parseQualifiedName(other) ?? []) !== schemaOf(name))
      say(field, `${other} is in another schema`, "all tasks of a graph are in one schema");
  }
}

function schemaOf(name: readonly Identifier[]): string {
  return name.slice(0, 2).map(displayed).join(".");
}

/** What only a task has that Snowflake finds the compute for. */
const OF_SERVERLESS = ["user_task_managed_initial_warehouse_size", "target_completion_interval", "scheduling_mode"] as const;

function checkCompute(fields: Values, say: Say): void {
  if (fields.warehouse !== undefined)
    for (const field of OF_SERVERLESS)
      if (fields[field] !== undefined) say(field, `${field} and warehouse exclude each other`, `${field} is for a task that Snowflake finds the compute for`);
  const sizes = ["serverless_task_min_statement_size", "user_task_managed_initial_warehouse_size", "serverless_task_max_statement_size"];
  const given = sizes.filter((field) => fields[field] !== undefined);
  for (const [i, field] of given.entries()) {
    const larger = given[i + 1];
    if (larger !== undefined && sizeRank(String(fields[field])) > sizeRank(String(fields[larger]))) say(larger, `${larger} is smaller than ${field}`);
  }
}
