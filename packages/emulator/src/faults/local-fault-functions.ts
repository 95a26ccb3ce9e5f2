import { findByName } from "../catalog/catalog.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { compilationError, insufficientPrivileges } from "../sql-error.ts";
import { FaultSyntaxError, parseFaults } from "./parse-faults.ts";

/** SYSTEM$LOCAL_FAULT('<faults>'): switches them on and gives their numbers. No function of Snowflake's: only a local account has it (docs/local-faults.md). */
export function systemLocalFault(context: Context, [spec = ""]: readonly string[]): string {
  requireAdmin(context);
  try {
    const faults = parseFaults(spec);
    return faults.map((fault) => context.faults.add(fault.session === "current" ? { ...fault, session: context.sessionId } : fault)).join(",");
  } catch (error) {
    if (error instanceof FaultSyntaxError) throw compilationError("001015", "22023", `argument 1 to function SYSTEM$LOCAL_FAULT: ${error.message}`);
    throw error;
  }
}

/** SYSTEM$LOCAL_FAULTS(): what is switched on, as JSON, with how often it was met. */
export function systemLocalFaults(context: Context): string {
  requireAdmin(context);
  return JSON.stringify(context.faults.list());
}

/** SYSTEM$LOCAL_FAULT_CLEAR([number]): how many were switched off. */
export function systemLocalFaultClear(context: Context, [id]: readonly string[]): string {
  requireAdmin(context);
  if (id !== undefined && !/^[1-9]\d{0,8}$/.test(id))
    throw compilationError("001015", "22023", `argument 1 to function SYSTEM$LOCAL_FAULT_CLEAR: not a number: ${id}`);
  return String(context.faults.clear(id === undefined ? undefined : Number(id)));
}

function requireAdmin(context: Context): void {
  const admin = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  if (admin === undefined || !context.active.all.has(admin.id)) throw insufficientPrivileges("Account", context.account.locator);
}
