import type { Entry, Value } from "../../catalog/entry.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { compilationError } from "../../sql-error.ts";
import type { Spec } from "../object-class.ts";

const ACTIONS = ["SUSPEND_IMMEDIATE", "SUSPEND", "NOTIFY"] as const;
type Action = (typeof ACTIONS)[number];
interface Trigger {
  readonly [key: string]: Value;
  readonly at: number;
  readonly action: Action;
}

/** How many triggers of each action there may be (docs: user-guide/resource-monitors, "Actions"). */
const MOST: Readonly<Record<Action, number>> = { NOTIFY: 5, SUSPEND: 1, SUSPEND_IMMEDIATE: 1 };

/** TRIGGERS ON <threshold> PERCENT DO <action> ... into the spec; false if that does not come next. */
export function readTriggers(cursor: Cursor, spec: Spec): boolean {
  if (!cursor.accept("TRIGGERS")) return false;
  const triggers: Trigger[] = [];
  while (cursor.accept("ON")) {
    const at = cursor.integer();
    if (at < 1) throw compilationError("001008", "22023", `invalid value [${at}] for parameter 'TRIGGERS'`);
    cursor.expect("PERCENT DO");
    const action = cursor.acceptOneOf(ACTIONS);
    if (action === null) cursor.fail();
    triggers.push({ at, action });
  }
  if (triggers.length === 0) cursor.fail();
  for (const action of ACTIONS) {
    const count = triggers.filter((trigger) => trigger.action === action).length;
    if (count > MOST[action])
      throw compilationError(
        "001008",
        "22023",
        `a resource monitor has at most ${MOST[action]} ${action} trigger${MOST[action] > 1 ? "s" : ""}, not ${count}.`,
      );
  }
  spec.properties.TRIGGERS = triggers;
  return true;
}

/** `50%,75%`, in rising order; `null` without such a trigger. */
export function thresholds(entry: Entry, action: Action): string | null {
  const triggers = (entry.properties.TRIGGERS ?? []) as readonly Trigger[];
  const at = triggers.filter((trigger) => trigger.action === action).map((trigger) => trigger.at);
  return at.length === 0
    ? null
    : at
        .sort((a, b) => a - b)
        .map((percent) => `${percent}%`)
        .join(",");
}
