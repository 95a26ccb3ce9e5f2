import type { Connection, ConnectionOptions, RowStatement } from "snowflake-sdk";

type Sdk = typeof import("snowflake-sdk");

/** Snowflake's own driver as it is, only quiet: it may not look for a cloud around it, write a log file or print. */
async function loadSdk(): Promise<Sdk> {
  process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
  process.env.NO_PROXY = "127.0.0.1,localhost";
  const { default: sdk } = await import("snowflake-sdk");
  sdk.configure({ logLevel: "OFF", additionalLogToConsole: false, disableOCSPChecks: true });
  return sdk as unknown as Sdk;
}

/** Not logged in yet. */
async function connection(url: string, options: Partial<ConnectionOptions>): Promise<Connection> {
  const sdk = await loadSdk();
  return sdk.createConnection({ accessUrl: url, account: "local", sfRetryMaxLoginRetries: 0, ...options } as ConnectionOptions);
}

export async function connect(url: string, options: Partial<ConnectionOptions>): Promise<Connection> {
  const opened = await connection(url, options);
  await new Promise<void>((resolve, reject) => {
    opened.connect((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
  return opened;
}

export function disconnect(from: Connection): Promise<void> {
  return new Promise((resolve) => from.destroy(() => resolve()));
}

interface Ran {
  readonly statement: RowStatement;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

type ExecuteOptions = Omit<Parameters<Connection["execute"]>[0], "sqlText" | "complete">;

/** One statement to its end; rejects with the driver's error. */
export function execute(on: Connection, sqlText: string, options: ExecuteOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    on.execute({
      ...options,
      sqlText,
      complete: (error, statement, rows) =>
        error === undefined || error === null ? resolve({ statement: statement as RowStatement, rows: rows ?? [] }) : reject(error),
    });
  });
}
