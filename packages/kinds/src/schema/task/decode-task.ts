import { displayedName, parseQualifiedName, splitName } from "@snowtower/sql";
import { parameterOf } from "../../derive/parameters.ts";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";
import { commentOf } from "../routine/comment-of.ts";
import { isSessionParameter, schedulingMode } from "./task-values.ts";

/** What SHOW TASKS and SHOW PARAMETERS say in their own way. (docs: sql-reference/sql/show-tasks) */
export function decodeTask({ row, also }: ObjectRows): { readonly [field: string]: Read<Value> } {
  const comment = row.get("comment");
  return {
    after: predecessorsOf(row),
    finalize: finalizedOf(row),
    comment: comment === undefined ? unknown("SHOW TASKS has no column comment") : commentOf(comment ?? ""),
    scheduling_mode: modeOf(row),
    session_params: sessionParamsOf(also),
  };
}

function predecessorsOf(row: RowView): Read<Value> {
  const names = json(row, "predecessors");
  if (isUnknown(names)) return names;
  if (!Array.isArray(names)) return names === null ? undefined : unknown("predecessors of SHOW TASKS is no list");
  const read = names.map((name) => shownName(String(name)));
  const stranger = read.find(isUnknown);
  if (stranger !== undefined) return stranger;
  return read.length === 0 ? undefined : (read as string[]);
}

function finalizedOf(row: RowView): Read<Value> {
  const relations = json(row, "task_relations");
  if (isUnknown(relations)) return relations;
  const root = typeof relations === "object" && relations !== null ? (relations as { readonly FinalizedRootTask?: unknown }).FinalizedRootTask : undefined;
  return typeof root === "string" ? shownName(root) : undefined;
}

function json(row: RowView, column: string): unknown {
  const cell = row.get(column);
  if (cell === undefined) return unknown(`SHOW TASKS has no column ${column}`);
  if (!cell) return null;
  try {
    return JSON.parse(cell);
  } catch {
    return unknown(`${column} of SHOW TASKS is not JSON`);
  }
}

/** A name as SHOW prints it: a part without quotes is the stored one. */
function shownName(shown: string): Read<string> {
  const parts = splitName(shown)?.map((part) => (part.startsWith('"') ? part : `"${part.replaceAll('"', '""')}"`));
  const name = parts?.length === 3 ? parseQualifiedName(parts.join(".")) : null;
  return name === null ? unknown(`not the name of a task: ${shown}`) : displayedName(name);
}

/** A task has the fixed mode where nothing is shown. */
function modeOf(row: RowView): Read<Value> {
  const cell = row.get("scheduling_mode");
  if (cell === undefined) return unknown("SHOW TASKS has no column scheduling_mode");
  return schedulingMode.decode(cell || "FIXED");
}

/** Only what is set on the task itself (RA 10). */
function sessionParamsOf(also: ObjectRows["also"]): Read<Value> {
  const all = also("PARAMETERS");
  if (isUnknown(all)) return all;
  const own = all.filter((row) => row.get("level") === "TASK" && isSessionParameter(row.get("key") ?? ""));
  return Object.fromEntries(own.map((row) => [row.get("key") ?? "", parameterOf(row)]));
}
