import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Show, ShowColumn } from "../object-class.ts";
import { fullName } from "../resolve.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text, time } from "../show-columns.ts";
import { afterOf, finalizerOf, finalizesOf, isRoot, isStarted, predecessorsOf, rootsOf } from "./task-graph.ts";

function said(entry: Entry, property: string): string | null {
  const value = entry.properties[property];
  return value === undefined || value === null ? null : String(value);
}

function names(context: Context, entry: Entry): readonly string[] {
  return predecessorsOf(context.draft.catalog, entry).map((above) => fullName(context.draft.catalog, above));
}

function relations(entry: Entry, context: Context): string {
  const { catalog } = context.draft;
  const finalizer = isRoot(entry) ? finalizerOf(catalog, entry) : null;
  const root = finalizesOf(entry) === null ? undefined : rootsOf(catalog, entry)[0];
  return JSON.stringify({
    ...(root === undefined ? {} : { FinalizedRootTask: fullName(catalog, root) }),
    Predecessors: names(context, entry),
    ...(finalizer === null ? {} : { FinalizerTask: fullName(catalog, finalizer) }),
  });
}

function overlaps({ properties }: Entry): boolean {
  return (
    properties.ALLOW_OVERLAPPING_EXECUTION === true || properties.OVERLAP_POLICY === "ALLOW_CHILD_OVERLAP" || properties.OVERLAP_POLICY === "ALLOW_ALL_OVERLAP"
  );
}

/** A new number for a task that is made again, as Snowflake's. */
const id: ShowColumn = text("id", (entry) => `00000000-0000-0000-0000-${entry.id.toString(16).padStart(12, "0")}`);

/** (docs: sql-reference/sql/show-tasks) */
export const taskColumns: readonly ShowColumn[] = [
  createdOn,
  name,
  id,
  databaseName,
  schemaName,
  owner,
  comment,
  text("warehouse", (entry, context) => {
    const { WAREHOUSE: warehouse } = entry.properties;
    return typeof warehouse === "number" ? (entryOf(context.draft.catalog, warehouse)?.name ?? null) : null;
  }),
  text("schedule", (entry) => said(entry, "SCHEDULE")),
  text("scheduling_mode", (entry) => (entry.properties.WAREHOUSE == null && entry.properties.SCHEDULE != null ? "FIXED" : null)),
  text("target_completion_interval", (entry) => said(entry, "TARGET_COMPLETION_INTERVAL")),
  text("predecessors", (entry, context) => JSON.stringify(names(context, entry), null, 2)),
  text("state", (entry) => (isStarted(entry) ? "started" : "suspended")),
  text("definition", (entry) => said(entry, "BODY")),
  text("condition", (entry) => said(entry, "WHEN")),
  text("allow_overlapping_execution", (entry) => (isRoot(entry) ? String(overlaps(entry)) : null)),
  // Snowflake prints the word where there is none: SnowDDL's tests expect it.
  text("error_integration", (entry) => said(entry, "ERROR_INTEGRATION") ?? "null"),
  text("success_integration", (entry) => said(entry, "SUCCESS_INTEGRATION") ?? "null"),
  time("last_committed_on", (entry) => (entry.properties.LAST_COMMITTED_ON as number | undefined) ?? null),
  time("last_suspended_on", (entry) => (entry.properties.LAST_SUSPENDED_ON as number | undefined) ?? null),
  ownerRoleType,
  text("config", (entry) => (isRoot(entry) ? said(entry, "CONFIG") : null)),
  text("last_suspended_reason", (entry) => said(entry, "LAST_SUSPENDED_REASON")),
  text("task_relations", relations),
  text("execute_as_user", () => null),
];

export const showTasks: Show = {
  words: "TASKS",
  columns: taskColumns,
  terse: ["created_on", "name", text("kind", () => null), "database_name", "schema_name", "schedule"],
  narrows: { words: "ROOT ONLY", keeps: (entry) => afterOf(entry).length === 0 },
};
