import type { VariableFacts } from "../session-state.ts";
import type { Binding } from "./cursor.ts";

/** A session variable as the value it would be if a client had bound it. */
export function variableBinding(text: string, facts: VariableFacts | undefined): Binding {
  switch (facts?.column.type) {
    case "fixed":
      return { type: "FIXED", value: facts.cell };
    case "real":
      return { type: "REAL", value: facts.cell };
    case "boolean":
      return { type: "BOOLEAN", value: facts.cell };
    case "date":
      return { type: "DATE", value: String(Number(facts.cell) * 86_400_000) };
    case "time":
    case "timestamp_ntz":
    case "timestamp_ltz":
      return { type: facts.column.type.toUpperCase(), value: nanoseconds(facts.cell) };
    case "timestamp_tz":
      return { type: "TIMESTAMP_TZ", value: facts.cell.replace(/^\S+/, nanoseconds) };
    default:
      return { type: "TEXT", value: text };
  }
}

/** `12.5` seconds, exactly. */
function nanoseconds(seconds: string): string {
  const [whole = "0", fraction = ""] = seconds.replace("-", "").split(".");
  const digits = BigInt(whole + fraction.padEnd(9, "0").slice(0, 9));
  return String(seconds.startsWith("-") ? -digits : digits);
}
