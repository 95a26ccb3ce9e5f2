import type { ValueType } from "../../value-type.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

const SECONDS: Readonly<Record<string, number>> = { H: 3600, M: 60, S: 1 };
const INTERVAL = /^\s*(\d{1,9})\s*(h|hours?|m|minutes?|s|seconds?)\s*$/i;
const CRON = /^\s*USING\s+CRON\s+(.*?)\s*$/is;

/** The seconds of `60 minutes`; `null` if it is none. */
function secondsOf(written: string): number | null {
  const [, amount, unit = ""] = INTERVAL.exec(written) ?? [];
  return amount === undefined ? null : Number(amount) * (SECONDS[unit.charAt(0).toUpperCase()] ?? 0);
}

/** Five fields and a time zone, as one text; `null` if it is none. */
function cronOf(written: string): string | null {
  const fields = CRON.exec(written)?.[1]?.split(/\s+/);
  return fields?.length === 6 ? fields.join(" ").toUpperCase() : null;
}

function meaningOf(written: string): string {
  return cronOf(written) ?? String(secondsOf(written) ?? written);
}

function timeType(says: string, hint: string, isRight: (written: string) => boolean): ValueType<string> {
  return {
    ...text,
    says,
    parse(node, context) {
      const value = text.parse(node, context);
      if (value === undefined || isRight(value)) return value;
      return refuse(context, { code: "ST1104", message: `expected ${says}, found ${describeNode(node)}`, at: node.at, hint });
    },
    // 60 minutes is 1 hour.
    same: (a, b) => meaningOf(a) === meaningOf(b),
  };
}

const isInterval = (written: string): boolean => (secondsOf(written) ?? 0) > 0;

/** `60 MINUTES`, `USING CRON 0 9-17 * * SUN America/Los_Angeles` (docs: sql-reference/sql/create-task, "SCHEDULE"). */
export const schedule = timeType(
  "the schedule of a task",
  "write a number of HOURS, MINUTES or SECONDS, or USING CRON with five fields and a time zone: USING CRON 0 9 * * MON-FRI Europe/Berlin",
  (written) => cronOf(written) !== null || isInterval(written),
);

export const taskInterval = timeType("a length of time", "write a number of HOURS, MINUTES or SECONDS", isInterval);
