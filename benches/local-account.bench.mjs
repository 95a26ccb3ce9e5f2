// How fast the local account answers: in this process, and over HTTP with Snowflake's own driver, when it is new and when it has 100,000 objects. A plan of
// 1,000 steps sends some 1,000 statements.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { connectInProcess, LocalAccount, LocalServer } from "@snowtower/emulator";
import { sql } from "@snowtower/sql";
import { seedRows } from "./seed-rows.mjs";

export const name = "local account";

const STATEMENTS = 400;
const STREAMS = 16;
const unit = "statements/s";
const PASSWORD = "correct horse Battery 9";

export async function run() {
  const [fresh, big] = await Promise.all([
    open(LocalAccount.create()),
    open((await LocalAccount.seed(seedRows({ objects: 100_000, grants: 200_000 }))).account),
  ]);
  const rows = [
    { label: "in process", unit, samples: await samples(() => all([fresh.local])) },
    { label: "in process, 100,000 objects", unit, samples: await samples(() => all([big.local])) },
  ];
  for (const streams of [1, STREAMS]) {
    // In turn, so that what else the machine does meets both alike.
    const taken = [[], []];
    for (let i = -1; i < ROUNDS; i++) {
      for (const [at, account] of [fresh, big].entries()) {
        const speed = perSecond(await all(account.remote.slice(0, streams)));
        if (i >= 0) taken[at].push(speed);
      }
    }
    const label = `over HTTP, ${streams} stream${streams > 1 ? "s" : ""}`;
    rows.push({ label, unit, samples: taken[0] }, { label: `${label}, 100,000 objects`, unit, samples: taken[1] });
  }
  rows.push({ label: "heap of 10,000 tables of 10 columns", unit: "MB", samples: await tables() });
  for (const account of [fresh, big]) await account.close();
  return rows;
}

const ROUNDS = 5;

/** The account with its connections: in this process, and as many as there are streams over HTTP. */
async function open(account) {
  const inProcess = connectInProcess(account, { user: "ADMIN" });
  await inProcess.execute({ statements: [sql`ALTER USER ADMIN SET PASSWORD = 'correct horse Battery 9'`] });
  const server = await LocalServer.start(account);
  const connections = [];
  for (let i = 0; i < STREAMS; i++) connections.push(await connect(server.url));
  return {
    local: async (text) => {
      const [outcome] = await inProcess.execute({ statements: [text] });
      if (!("done" in outcome)) throw outcome.failed;
    },
    remote: connections.map(
      (connection) => (text) =>
        new Promise((resolve, reject) => {
          connection.execute({ sqlText: text.text, complete: (error) => (error ? reject(error) : resolve()) });
        }),
    ),
    async close() {
      await Promise.all(connections.map((connection) => new Promise((resolve) => connection.destroy(resolve))));
      await server.close();
      await inProcess.close();
    },
  };
}

async function samples(work) {
  await work();
  const taken = [];
  for (let i = 0; i < ROUNDS; i++) taken.push(perSecond(await work()));
  return taken;
}

function perSecond(milliseconds) {
  return (STATEMENTS * 1000) / milliseconds;
}

/** Megabytes that 10,000 tables take, made by statements. */
async function tables() {
  const account = LocalAccount.create();
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
  const execute = async (text) => {
    const [outcome] = await session.execute(text);
    if (outcome?.kind !== "done") throw new Error(`${text}: ${outcome?.error?.message}`);
  };
  await execute("CREATE DATABASE D");
  const columns = Array.from({ length: 10 }, (_, i) => `C${i} NUMBER(10,2)`).join(", ");
  // The account remembers its last statements, too: they are there before.
  for (let i = 0; i < 10_000; i++) await execute(`CREATE OR REPLACE TABLE D.PUBLIC.SAME (${columns})`);
  const before = heap();
  for (let i = 0; i < 10_000; i++) await execute(`CREATE TABLE D.PUBLIC.T_${i} (${columns})`);
  return [heap() - before];
}

function heap() {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1e6;
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
