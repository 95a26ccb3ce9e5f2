import type { Entry } from "../../catalog/entry.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { compilationError } from "../../sql-error.ts";
import { setting } from "../../statements/alter.ts";
import { readSet } from "../../statements/clauses.ts";
import type { Alteration, ObjectClass, Spec } from "../object-class.ts";
import { isUnscheduled } from "./pipeline.ts";

/** The code and words are this account's own. */
export function checkScheduler({ TARGET_LAG: lag, SCHEDULER: scheduler }: Spec["properties"]): void {
  if (lag !== undefined && scheduler === "DISABLE") throw compilationError("001008", "22023", "TARGET_LAG can't be defined when SCHEDULER = DISABLE.");
  if (lag === undefined && scheduler !== "DISABLE") throw compilationError("001008", "22023", "Missing option(s): [TARGET_LAG].");
}

/** SET, behind the word. DISABLE takes the target lag away, and a new one enables again (docs: user-guide/dynamic-tables/manage, "SCHEDULER = DISABLE vs. SUSPEND"). */
export function readSetDynamicTable(cursor: Cursor, of: ObjectClass): Alteration {
  const spec = readSet(cursor, of);
  const { TARGET_LAG: lag, SCHEDULER: scheduler } = spec.properties;
  if (scheduler === "DISABLE") checkScheduler(spec.properties);
  const { needs, run } = setting(of, spec);
  return {
    needs,
    run(context, entry) {
      if (scheduler === "ENABLE" && lag === undefined && isUnscheduled(entry)) checkScheduler(spec.properties);
      const { TARGET_LAG: _before, ...rest } = entry.properties;
      const from: Entry = scheduler === "DISABLE" ? { ...entry, properties: rest } : entry;
      const enabled: Entry = lag !== undefined && isUnscheduled(entry) ? { ...from, properties: { ...from.properties, SCHEDULER: "ENABLE" } } : from;
      return run(context, enabled);
    },
  };
}
