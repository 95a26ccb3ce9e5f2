import { holds } from "../access/authorize.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { type Kind, resolve } from "../objects/resolve.ts";
import { taskColumns } from "../objects/task/show-task.ts";
import { successorsOf } from "../objects/task/task-graph.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, textColumn, timeColumn } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { nameIn, readFunction } from "./governance/read-function.ts";
import type { Relation } from "./relations.ts";

const NAMES = "created_on name database_name schema_name owner comment warehouse schedule predecessors state definition condition".split(" ");
const SHOWN = NAMES.flatMap((name) => taskColumns.find((column) => column.name === name) ?? []);
const COLUMNS = SHOWN.map(({ name, type }) => (type === "time" ? timeColumn(name.toUpperCase()) : textColumn(name.toUpperCase())));
const TASK: Kind = { name: "TASK", label: "Task", container: "SCHEMA" };

/** TABLE([db.]INFORMATION_SCHEMA.TASK_DEPENDENTS(...)), behind `TABLE (` (docs: sql-reference/functions/task_dependents); `null` if it is another function. */
export function readTaskDependents(cursor: Cursor): Relation | null {
  const call = readFunction(cursor, ["TASK_DEPENDENTS"]);
  if (call === null) return null;
  return (context) => {
    call.check(context);
    const { TASK_NAME: name, RECURSIVE: recursive = "TRUE", ...others } = Object.fromEntries(call.args);
    if (name === undefined || !/^(TRUE|FALSE)$/i.test(recursive) || Object.keys(others).length > 0)
      throw compilationError("001044", "42P13", "Invalid argument types for function 'TASK_DEPENDENTS'.");
    const root = resolve(context, { kind: TASK, ref: nameIn(name), args: null });
    const found = [root, ...below(context, root, /^TRUE$/i.test(recursive))].filter((task) => isShown(context, task));
    return { columns: COLUMNS, rows: found.map((task): Cells => SHOWN.map((column) => column.value(task, context))) };
  };
}

/** Children before grandchildren. A finalizer is no child. */
function below(context: Context, root: Entry, recursive: boolean): readonly Entry[] {
  const found = new Map<Id, Entry>();
  let level: readonly Entry[] = [root];
  do {
    level = level.flatMap((task) => successorsOf(context.draft.catalog, task)).filter(({ id }) => !found.has(id));
    for (const task of level) found.set(task.id, task);
  } while (recursive && level.length > 0);
  return [...found.values()];
}

/** "Only returns rows for a task owner ... or a role with either the MONITOR or OPERATE privilege on a task" (docs: sql-reference/functions/task_dependents). */
function isShown(context: Context, on: Entry): boolean {
  return ["MONITOR", "OPERATE"].some((privilege) => holds(context.draft.catalog, context.active.all, { privilege, on }));
}
