import { holdsGlobal, owns } from "../access/authorize.ts";
import { childrenOf, entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { compilationError, insufficientPrivileges } from "../sql-error.ts";

const UNITS: Readonly<Record<string, number>> = {
  DAYS: 86_400_000,
  HOURS: 3_600_000,
  MINUTES: 60_000,
  SECONDS: 1000,
  MILLISECONDS: 1,
  MICROSECONDS: 1e-3,
  NANOSECONDS: 1e-6,
};

/** The longest wait that a timer can do. */
const LONGEST_MS = 2 ** 31 - 1;

/** SYSTEM$WAIT(amount [, unit]) (docs: sql-reference/functions/system_wait): the statement's end is put off. */
export function systemWait(context: Context, [amount = "", unit = "SECONDS"]: readonly string[]): string {
  const factor = UNITS[unit.toUpperCase()];
  const milliseconds = Number(amount) * (factor ?? Number.NaN);
  if (factor === undefined || !(milliseconds >= 0) || milliseconds > LONGEST_MS) {
    throw compilationError("001015", "22023", `argument 1 to function SYSTEM$WAIT needs to be a number and a unit, found '${amount}' and '${unit}'`);
  }
  context.waitMs += milliseconds;
  return `waited ${amount} ${unit.toLowerCase()}`;
}

/** SYSTEM$CANCEL_QUERY(id) (docs: sql-reference/functions/system_cancel_query): one's own, as ACCOUNTADMIN, as the owner of the user, with CANCEL QUERY. */
export function systemCancelQuery(context: Context, [queryId = ""]: readonly string[]): string {
  const { catalog } = context.draft;
  const name = context.running.userOf(queryId);
  if (name === null) return "Identified SQL statement is not currently executing.";
  const user = childrenOf(catalog, ACCOUNT, "USER").find((entry) => entry.name === name);
  const admin = findByName(catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  const may =
    entryOf(catalog, context.session.user)?.name === name || (admin !== undefined && context.active.all.has(admin.id)) || holdsGlobal(context, "CANCEL QUERY");
  if (!may && !(user !== undefined && owns(context, user))) throw insufficientPrivileges("Query", queryId);
  context.running.cancel(queryId);
  return `query [${queryId}] terminated.`;
}
