import type { Edition } from "@snowtower/sql";
import { type AccountFacts, exactly, rowsOf, sql } from "@snowtower/sql";
import { BACK_OFF } from "./back-off.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { runStatement } from "./run-statement.ts";
import type { Session } from "./session.ts";

/** What the account says of itself; none of it needs a warehouse. */
export async function readFacts(session: Session, options: ConnectionOptions, onWarning: (message: string) => void): Promise<AccountFacts> {
  const question = sql`SELECT CURRENT_ACCOUNT(), CURRENT_ORGANIZATION_NAME(), CURRENT_ACCOUNT_NAME(), CURRENT_REGION(), CURRENT_USER(), CURRENT_ROLE(), CURRENT_WAREHOUSE()`;
  const [locator, organization, name, region, user, role, warehouse] = await firstRow(session, question);
  return {
    locator: locator ?? options.account,
    organization: organization ?? "",
    name: name ?? options.account,
    region: region ?? "",
    edition: options.edition ?? (await readEdition(session, onWarning)),
    user: exactly(user ?? options.user ?? ""),
    // A user without a default role works as PUBLIC.
    role: exactly(role ?? "PUBLIC"),
    warehouse: warehouse === null || warehouse === undefined ? null : exactly(warehouse),
    source: options.host ?? `${options.account}.snowflakecomputing.com`,
  };
}

async function firstRow(session: Session, question: ReturnType<typeof sql>): Promise<readonly (string | null)[]> {
  const ran = await runStatement(session, question, { backOff: BACK_OFF });
  if ("gone" in ran) throw ran.gone;
  const { rows } = await rowsOf(ran);
  return rows[0] ?? [];
}

/** There is no documented function for the edition; this undocumented one is what Snowflake's own pages and SnowDDL ask. */
async function readEdition(session: Session, onWarning: (message: string) => void): Promise<Edition> {
  try {
    const [answer] = await firstRow(session, sql`SELECT SYSTEM$BOOTSTRAP_DATA_REQUEST('ACCOUNT')`);
    const level = (JSON.parse(answer ?? "{}") as { readonly accountInfo?: { readonly serviceLevelName?: string } }).accountInfo?.serviceLevelName;
    const edition = EDITIONS[(level ?? "").toUpperCase().replace(/[\s-]+/g, "_")];
    if (edition !== undefined) return edition;
    onWarning(`the account's edition is not known (${JSON.stringify(level ?? null)}); ENTERPRISE is assumed: set edition in the connection`);
  } catch {
    onWarning("the account does not tell its edition; ENTERPRISE is assumed: set edition in the connection");
  }
  return "ENTERPRISE";
}

const EDITIONS: Readonly<Record<string, Edition>> = {
  STANDARD: "STANDARD",
  PREMIER: "STANDARD",
  ENTERPRISE: "ENTERPRISE",
  BUSINESS_CRITICAL: "BUSINESS_CRITICAL",
  ENTERPRISE_FOR_SENSITIVE_DATA: "BUSINESS_CRITICAL",
  VPS: "VPS",
  VIRTUAL_PRIVATE_SNOWFLAKE: "VPS",
};
