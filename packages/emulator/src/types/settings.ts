import type { Context } from "../context.ts";
import { sessionParameter } from "../execute.ts";
import { isTimestamp, type Type } from "./type.ts";

/** What of a session decides over values. */
export interface Settings {
  /** The moment of the statement: seconds since 1970. */
  readonly now: string;
  readonly zone: string;
  /** The type that TIMESTAMP means. */
  readonly timestamp: "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";
  formatOf(type: Type): string;
  parameter(name: string): string;
}

export function settingsOf(context: Context): Settings {
  const parameter = (name: string): string => sessionParameter(context.draft.catalog, context.session, name);
  const mapping = parameter("TIMESTAMP_TYPE_MAPPING");
  return {
    now: (context.now / 1000).toFixed(9),
    zone: parameter("TIMEZONE"),
    timestamp: isTimestamp(mapping) ? mapping : "TIMESTAMP_NTZ",
    parameter,
    formatOf({ kind }) {
      if (kind === "DATE" || kind === "TIME") return parameter(`${kind}_OUTPUT_FORMAT`);
      const own = parameter(`${kind}_OUTPUT_FORMAT`);
      return own === "" ? parameter("TIMESTAMP_OUTPUT_FORMAT") : own;
    },
  };
}
