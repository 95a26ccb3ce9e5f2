import type { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";

/** What the tests say of a refusal. */
interface Refusal {
  readonly code: string;
  readonly message: string;
}

function sessionOf(on: LocalAccount | LocalSession): LocalSession {
  return "openSession" in on ? on.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" }) : on;
}

/** Runs a text of statements as the administrator, or in a session: the last status, or the first refusal. */
export async function run(on: LocalAccount | LocalSession, text: string): Promise<string | Refusal> {
  const outcomes = await sessionOf(on).execute(text, { multiStatementCount: 0 });
  const failed = outcomes.find((outcome) => outcome.kind === "failed");
  if (failed !== undefined) return { code: failed.error.code, message: failed.error.message };
  const last = outcomes.at(-1);
  return last?.kind === "done" ? last.result.status : "";
}

/** Like `run`, for what must succeed. */
export async function must(on: LocalAccount | LocalSession, text: string): Promise<string> {
  const result = await run(on, text);
  if (typeof result !== "string") throw new Error(`${text}: ${result.code} ${result.message}`);
  return result;
}

/** The rows of one statement by column. Throws if it is refused. */
export async function show(on: LocalAccount | LocalSession, text: string): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const [outcome] = await sessionOf(on).execute(text);
  if (outcome?.kind !== "done") throw new Error(outcome?.kind === "failed" ? `${text}: ${outcome.error.message}` : text);
  const { columns, rows } = outcome.result;
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column.name, row[i] ?? null])));
}

/** A session as one role only. */
export function as(account: LocalAccount, role: string, user = "ADMIN"): LocalSession {
  return account.openSession({ user, role, secondaryRoles: "NONE" });
}
