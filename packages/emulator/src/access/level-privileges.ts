import type { Context } from "../context.ts";
import { insufficientPrivileges } from "../sql-error.ts";
import { holdsGlobal } from "./authorize.ts";

const LEVELS = ["LOG_EVENT_LEVEL", "LOG_LEVEL", "METRIC_LEVEL", "TRACE_LEVEL"];

export function isLevel(name: string): boolean {
  return LEVELS.includes(name);
}

/** Beside a privilege on the object a level wants "MODIFY LOG LEVEL on the account" (docs: developer-guide/logging-tracing/telemetry-levels, "Privileges needed"). */
export function requireLevels(context: Context, names: readonly string[], where: "OBJECT" | "SESSION"): void {
  for (const name of names) {
    const privilege = `MODIFY ${where === "SESSION" ? "SESSION " : ""}${name.replaceAll("_", " ")}`;
    if (isLevel(name) && !holdsGlobal(context, privilege)) throw insufficientPrivileges("account", context.account.locator);
  }
}
