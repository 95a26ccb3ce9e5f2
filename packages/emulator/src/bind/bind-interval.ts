import { unsupported } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import type { Settings } from "../types/settings.ts";
import { isTimestamp } from "../types/type.ts";
import { made, own, type Typed } from "../types/typed.ts";

const UNITS: Readonly<Record<string, string>> = {
  year: "YEAR",
  quarter: "QUARTER",
  month: "MONTH",
  week: "WEEK",
  day: "DAY",
  hour: "HOUR",
  minute: "MINUTE",
  second: "SECOND",
};
const BELOW_DAY = new Set(["HOUR", "MINUTE", "SECOND"]);

/** `date + INTERVAL '1 day, 2 hours'`: part after part, in their order (docs: sql-reference/data-types-datetime, "Interval constants"). */
export function bindInterval(
  of: Typed,
  { operator, text, settings }: { readonly operator: "+" | "-"; readonly text: string; readonly settings: Settings },
): Typed {
  return partsOf(text).reduce((at, { amount, unit }) => added(at, { amount: operator === "-" ? String(-BigInt(amount)) : amount, unit }, settings), of);
}

function partsOf(text: string): readonly { readonly amount: string; readonly unit: string }[] {
  return text.split(",").map((part) => {
    const match = /^\s*([+-]?\d+)\s*([a-z]*)\s*$/i.exec(part);
    const unit = UNITS[(match?.[2] === "" ? "second" : (match?.[2] ?? "")).toLowerCase().replace(/s$/, "")];
    if (match?.[1] === undefined || unit === undefined) throw unsupported(`INTERVAL '${text}'`);
    return { amount: match[1].replace("+", ""), unit };
  });
}

function added(of: Typed, { amount, unit }: { readonly amount: string; readonly unit: string }, settings: Settings): Typed {
  const { kind } = of.type;
  if (kind !== "DATE" && kind !== "TIMESTAMP_NTZ" && kind !== "TIMESTAMP_LTZ") throw unsupported(`${isTimestamp(kind) ? kind : "..."} + INTERVAL`);
  const at = kind === "DATE" && BELOW_DAY.has(unit) ? cast(of, { kind: "TIMESTAMP_NTZ", scale: 9 }, { mode: "coerce", settings }) : of;
  return made([at], { type: at.type, sql: own("DATEADD", [unit, amount, at, at.type.kind, settings.zone], at.type) });
}
