import { lex, parseQualifiedName } from "@snowtower/sql";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import { graphMistakes } from "./task/check-graph.ts";
import { compileTask } from "./task/check-task.ts";
import { decodeTask } from "./task/decode-task.ts";
import { graphAtRest } from "./task/graph-at-rest.ts";
import { alterTask, createTask } from "./task/render-task.ts";
import { severedLinks } from "./task/severed-links.ts";
import { needsToRun, taskDanger } from "./task/task-danger.ts";
import { taskFields } from "./task/task-fields.ts";
import { aboveOf } from "./task/task-links.ts";

export const task = defineKind({
  name: "task",
  label: "TASK",
  plural: "TASKS",
  scope: "schema",
  layout: "object file",
  doc: "SQL that runs by a schedule, when data comes, or after other tasks: together they are a task graph.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-task",
  fields: taskFields,
  required: ["body"],
  sources: [{ from: "show", what: "TASKS", paged: true, late: { view: "TASK_VERSIONS", latency: "3 hours" } }, { from: "parameters" }],
  needs: {
    create: [{ privilege: "CREATE TASK", on: "schema" }],
    // Starting and suspending alone would need OPERATE only (docs: sql-reference/sql/alter-task).
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  alsoNeeds: needsToRun,
  definitionOnly: true,
  bears: { tags: "TASK" },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  decode: decodeTask,
  compile: compileTask,
  mistakes: graphMistakes,
  refs: (object) => [...aboveOf(object), ...warehouseOf(object)],
  bodies: bodiesOf,
  create: (object) => createTask(object),
  alter: alterTask,
  danger: taskDanger,
  bracket: graphAtRest,
  implies: severedLinks,
});

function warehouseOf(object: AnyObject): readonly ObjectId[] {
  const displayed = known(object.fields.warehouse);
  const name = typeof displayed === "string" ? parseQualifiedName(displayed) : null;
  return name === null ? [] : [idOf("warehouse", name)];
}

/** Its SQL, and the streams whose data it waits for: they are named in text. */
function bodiesOf(object: AnyObject): readonly string[] {
  const [body, when] = [known(object.fields.body), known(object.fields.when)];
  const waits = typeof when === "string" ? lex(when).tokens.flatMap(({ kind, value }) => (kind === "string" ? [value] : [])) : [];
  return [...[body, when].filter((sql) => typeof sql === "string"), ...waits];
}
