import { type Account, AccountError, rowsOf, type Statement, sql } from "@snowtower/sql";
import type { Bundle, SessionExamination } from "./examination.ts";

/** What the account and the session say of themselves. None of it needs a warehouse, and what is refused is just not known. */
export async function askSession(account: Account): Promise<SessionExamination> {
  const [version, address, secondary, bundles] = await Promise.all([
    cellOf(account, sql`SELECT CURRENT_VERSION()`),
    cellOf(account, sql`SELECT CURRENT_IP_ADDRESS()`),
    cellOf(account, sql`SELECT CURRENT_SECONDARY_ROLES()`),
    cellOf(account, sql`SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES()`),
  ]);
  return { version, address, secondaryRoles: secondaryRoles(secondary), bundles: bundlesOf(bundles) };
}

async function cellOf(account: Account, statement: Statement): Promise<string | null> {
  try {
    const [outcome] = await account.execute({ statements: [statement] });
    return (await rowsOf(outcome)).rows[0]?.[0] ?? null;
  } catch (error) {
    if (error instanceof AccountError && error.details.kind === "statement") return null;
    throw error;
  }
}

/** `{"roles":"","value":""}` where they are off (docs: sql-reference/functions/current_secondary_roles). */
function secondaryRoles(cell: string | null): string | null {
  const value = parsed(cell) as { readonly roles?: unknown; readonly value?: unknown } | null;
  if (typeof value?.value !== "string" || typeof value.roles !== "string") return null;
  return value.value === "ALL" ? "ALL" : value.roles;
}

function bundlesOf(cell: string | null): readonly Bundle[] | null {
  const value = parsed(cell);
  if (!Array.isArray(value)) return null;
  return value.flatMap((each: Partial<Bundle>) =>
    typeof each?.name === "string" ? [{ name: each.name, isDefault: each.isDefault === true, isEnabled: each.isEnabled === true }] : [],
  );
}

function parsed(cell: string | null): unknown {
  try {
    return cell === null ? null : JSON.parse(cell);
  } catch {
    return null;
  }
}
