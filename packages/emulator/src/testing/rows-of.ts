import type { LocalSession } from "../session.ts";

/** The cells of one statement's rows. Throws if it is refused. */
export async function rowsOf(session: LocalSession, text: string): Promise<readonly (readonly (string | null)[])[]> {
  const [outcome] = await session.execute(text);
  if (outcome?.kind !== "done") throw new Error(outcome?.kind === "failed" ? `${text}: ${outcome.error.code} ${outcome.error.message}` : text);
  return outcome.result.rows;
}
