import { entryAt } from "../catalog/catalog.ts";
import { boolean, nameText, objectName, oneOf, text } from "../parser/value.ts";
import { textColumn, timeColumn } from "../result.ts";
import type { ObjectClass } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { readAlterTask, readBody, readCondition, readNames } from "./task/alter-task.ts";
import { checkOwner } from "./task/check-links.ts";
import { checkTask } from "./task/check-task.ts";
import { showTasks, taskColumns } from "./task/show-task.ts";
import { dependentsOf, isRoot, predecessorsOf, relink, requireSuspended, rootsOf, successorsOf, suspended, unlink } from "./task/task-graph.ts";

/** (docs: sql-reference/sql/create-task, alter-task, drop-task, show-tasks, desc-task). Nothing runs a task here: EXECUTE TASK is refused, and a started one only says so. */
export const task: ObjectClass = {
  name: "TASK",
  label: "Task",
  container: "SCHEMA",
  // "the USAGE privilege is also required on each database and schema" (docs: user-guide/security-access-control-privileges)
  seenWith: "MONITOR EXECUTION",
  orAlter: true,
  parameterLevel: "TASK",
  properties: [
    { name: "WAREHOUSE", read: nameText },
    { name: "SCHEDULE", read: text },
    { name: "CONFIG", read: text },
    { name: "OVERLAP_POLICY", read: oneOf(["NO_OVERLAP", "ALLOW_CHILD_OVERLAP", "ALLOW_ALL_OVERLAP"]) },
    { name: "ALLOW_OVERLAPPING_EXECUTION", read: boolean },
    { name: "ERROR_INTEGRATION", read: nameText },
    { name: "SUCCESS_INTEGRATION", read: nameText },
    { name: "TARGET_COMPLETION_INTERVAL", read: text },
    { name: "FINALIZE", read: objectName },
    ...refusedProperties("TASK", ["SCHEDULING_MODE"]),
  ],
  needs: { set: [], drop: [] },
  shows: [showTasks],

  describe: (entry, context) => ({
    columns: taskColumns.map((column) => (column.type === "time" ? timeColumn(column.name) : textColumn(column.name))),
    rows: [taskColumns.map((column) => column.value(entry, context))],
  }),

  clause(cursor, spec) {
    for (const words of ["CLONE", "WITH CONTACT", "EXECUTE AS"]) if (cursor.sees(words)) cursor.refuse(`CREATE TASK ... ${words}`);
    // Session parameters are separated by commas.
    if (Object.keys(spec.parameters).length > 0 && cursor.accept(",")) return true;
    if (cursor.accept("AFTER")) spec.properties.AFTER_NAMES = readNames(cursor);
    else if (cursor.accept("WHEN")) spec.properties.WHEN = readCondition(cursor);
    else if (cursor.accept("AS")) spec.properties.BODY = readBody(cursor);
    else return false;
    return true;
  },

  complete(cursor, spec) {
    if (spec.properties.BODY === undefined) cursor.fail();
  },

  alter: readAlterTask,
  check: checkTask,
  created: (context, entry) => checkOwner(context, entryAt(context.draft.catalog, entry.id)),

  dropping(context, entry, { replacing }) {
    const { catalog } = context.draft;
    const isAlone = isRoot(entry) && dependentsOf(catalog, entry).length === 1;
    // "A standalone task can be dropped ... without first suspending the task."
    if (!isAlone) requireSuspended(context, entry);
    if (replacing === true) relink(context, entry, catalog.nextId);
    else for (const below of dependentsOf(catalog, entry)) if (below.id !== entry.id) unlink(context, entryAt(context.draft.catalog, below.id), entry.id);
  },

  transferable: (context, entry) => requireSuspended(context, entry),

  /** Links survive where both ends went to the same role: that is so for all tasks of a schema at once (docs: user-guide/tasks-graphs, "Manage task graph ownership"). */
  transferred(context, entry) {
    context.draft.put(suspended(context, entry, "GRANT_OWNERSHIP"));
    const mine = entry.owner?.role;
    const above = isRoot(entry) ? [] : [...predecessorsOf(context.draft.catalog, entry), ...rootsOf(context.draft.catalog, entry)];
    for (const other of above) if (other.owner?.role !== mine) unlink(context, entryAt(context.draft.catalog, entry.id), other.id);
    for (const other of [...successorsOf(context.draft.catalog, entry), ...dependentsOf(context.draft.catalog, entry)])
      if (other.owner?.role !== mine) unlink(context, entryAt(context.draft.catalog, other.id), entry.id);
  },
};
