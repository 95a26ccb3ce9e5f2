// How fast the local account answers: in this process, and over HTTP with Snowflake's own driver. A plan of 1,000 steps sends some 1,000 statements.
import { connectInProcess, LocalAccount, LocalServer } from "@snowtower/emulator";
import { sql } from "@snowtower/sql";

export const name = "local account";

const STATEMENTS = 400;
const STREAMS = 16;
const unit = "statements/s";
const PASSWORD = "correct horse Battery 9";

export async function run() {
  const account = LocalAccount.create();
  const inProcess = connectInProcess(account, { user: "ADMIN" });
  await inProcess.execute({ statements: [sql`ALTER USER ADMIN SET PASSWORD = 'correct horse Battery 9'`] });
  const server = await LocalServer.start(account);
  const connections = await Promise.all(Array.from({ length: STREAMS }, () => connect(server.url)));
  const local = async (text) => {
    const [outcome] = await inProcess.execute({ statements: [text] });
    if (!("done" in outcome)) throw outcome.failed;
  };
  const overHttp = (connection) => (text) =>
    new Promise((resolve, reject) => {
      connection.execute({ sqlText: text.text, complete: (error) => (error ? reject(error) : resolve()) });
    });
  const samples = async (workers) => {
    await all(workers);
    const taken = [];
    for (let i = 0; i < 5; i++) taken.push(await all(workers));
    return taken.map((milliseconds) => (STATEMENTS * 1000) / milliseconds);
  };
  const rows = [
    { label: "in process", unit, samples: await samples([local]) },
    { label: "over HTTP, 1 stream", unit, samples: await samples([overHttp(connections[0])]) },
    { label: `over HTTP, ${STREAMS} streams`, unit, samples: await samples(connections.map(overHttp)) },
  ];
  await Promise.all(connections.map((connection) => new Promise((resolve) => connection.destroy(resolve))));
  await server.close();
  await inProcess.close();
  return rows;
}

let roles = 0;

/** Milliseconds for all statements, shared among the workers: a quarter of them write. */
async function all(workers) {
  const from = performance.now();
  await Promise.all(
    workers.map(async (execute) => {
      for (let i = 0; i < STATEMENTS / workers.length; i += 2) {
        await execute(sql`SHOW ROLES LIKE 'SYSADMIN'`);
        await execute(roles++ % 2 === 0 ? sql`CREATE OR REPLACE ROLE BENCH` : sql`SELECT CURRENT_ROLE()`);
      }
    }),
  );
  return performance.now() - from;
}

async function connect(url) {
  process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
  process.env.NO_PROXY = "127.0.0.1";
  const { default: sdk } = await import("snowflake-sdk");
  sdk.configure({ logLevel: "OFF", additionalLogToConsole: false });
  const connection = sdk.createConnection({ accessUrl: url, account: "local", username: "admin", password: PASSWORD, role: "ACCOUNTADMIN" });
  await new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
  return connection;
}
