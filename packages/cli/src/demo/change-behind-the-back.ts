import type { LocalLogin } from "../connect/local-login.ts";

/** What somebody in a hurry does by hand: a bigger warehouse, a grant too many, a grant that is gone. */
const STATEMENTS = [
  "ALTER WAREHOUSE TRANSFORM_WH SET WAREHOUSE_SIZE = LARGE AUTO_SUSPEND = 3600",
  "GRANT SELECT ON TABLE CORE.FINANCE.PAYMENTS TO ROLE SALES_ANALYST__B_ROLE",
  "REVOKE SELECT ON TABLE CORE.SALES.ORDERS FROM ROLE CORE__SALES__READ__S_ROLE",
];

/** Logs in to the local account with Snowflake's own driver and runs them; gives the statements. */
export async function changeBehindTheBack(url: string, login: LocalLogin): Promise<readonly string[]> {
  const { default: snowflake } = await import("snowflake-sdk");
  snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false, disableOCSPChecks: true });
  const connection = snowflake.createConnection({ accessUrl: url, account: "local", username: login.user, password: login.password, role: "ACCOUNTADMIN" });
  await new Promise<void>((done, failed) => connection.connect((error) => (error ? failed(error) : done())));
  try {
    for (const sqlText of STATEMENTS) {
      await new Promise<void>((done, failed) => connection.execute({ sqlText, complete: (error) => (error ? failed(error) : done()) }));
    }
  } finally {
    await new Promise<void>((done) => connection.destroy(() => done()));
  }
  return STATEMENTS;
}
