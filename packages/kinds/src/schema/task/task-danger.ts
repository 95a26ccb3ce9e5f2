import { displayed } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import type { Need } from "../../kind.ts";
import { type AnyObject, known } from "../../object.ts";
import { isRoot } from "./task-links.ts";

/** What a change of a task means for its runs (docs: sql-reference/sql/alter-task, user-guide/tasks-graphs, "Versioning"). */
export function taskDanger(change: ObjectChange): readonly string[] {
  const { to } = change;
  if (to === null) return [];
  if (starts(change)) return [startDanger(to)];
  if (!change.fields.includes("state")) return [];
  return [
    isRoot(to) ? "its future runs are cancelled until it is resumed, and a run that has begun goes on to its end" : "its graph runs on as if it had succeeded",
  ];
}

function startDanger(to: AnyObject): string {
  const owner = typeof to.owner === "string" ? displayed(to.owner) : "its owner";
  const needs = known(to.fields.warehouse) === undefined ? "EXECUTE TASK and EXECUTE MANAGED TASK" : "EXECUTE TASK";
  const runs = isRoot(to) ? "from now on it runs, and an interval counts from now" : "from the next run of its graph on it runs";
  return `${runs}; ${owner} needs ${needs} on the account, and is refused without`;
}

/** "When a task is resumed, Snowflake verifies that the role with the OWNERSHIP privilege on the task also has" these (docs: sql-reference/sql/alter-task). */
export function needsToRun(change: ObjectChange): readonly Need[] {
  if (!starts(change)) return [];
  const managed: Need = { privilege: "EXECUTE MANAGED TASK", on: "account" };
  return [{ privilege: "EXECUTE TASK", on: "account" }, ...(known(change.to?.fields.warehouse) === undefined ? [managed] : [])];
}

function starts({ how, to, fields }: ObjectChange): boolean {
  return known(to?.fields.state) === "started" && (how === "create" || fields.includes("state"));
}
