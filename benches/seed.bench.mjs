// How long a twin of a big account takes to be there, what it weighs, and how fast statements on it are. Objects and grants: SEED_OBJECTS, SEED_GRANTS.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { LocalAccount } from "@snowtower/emulator";
import { seedRows } from "./seed-rows.mjs";

export const name = "seed";

const OBJECTS = Number(process.env.SEED_OBJECTS ?? 100_000);
const GRANTS = Number(process.env.SEED_GRANTS ?? 1_000_000);
const ROUNDS = 3;

const STATEMENTS = [
  "SHOW TABLES IN SCHEMA DB_0.SC_3",
  "SHOW TABLES LIKE 'TABLE_77' IN ACCOUNT",
  "SHOW TABLES IN ACCOUNT LIMIT 10000",
  "SHOW GRANTS ON TABLE DB_0.SC_0.TABLE_1",
  "SHOW GRANTS TO ROLE ROLE_5",
  "GRANT SELECT ON TABLE DB_0.SC_0.TABLE_1 TO ROLE ROLE_9",
  "CREATE OR REPLACE TABLE DB_0.SC_0.NEW_TABLE (A NUMBER)",
];

export async function run() {
  const [seconds, megabytes] = [[], []];
  let account;
  for (let i = 0; i < ROUNDS; i++) {
    account = undefined;
    const before = heap();
    const from = performance.now();
    const seeded = await LocalAccount.seed(seedRows({ objects: OBJECTS, grants: GRANTS }));
    seconds.push((performance.now() - from) / 1000);
    if (seeded.holes.length > 0) throw new Error(`the seed has holes: ${JSON.stringify(seeded.holes.slice(0, 3))}`);
    account = seeded.account;
    megabytes.push(heap() - before);
  }
  const size = `${OBJECTS} objects, ${GRANTS} grants`;
  const peak = process.resourceUsage().maxRSS / 1024;
  const rows = [
    { label: `${size}: seeded`, unit: "s", samples: seconds },
    { label: `${size}: heap it keeps`, unit: "MB", samples: megabytes },
    { label: `${size}: the process's peak`, unit: "MB", samples: [peak] },
    { label: "fork", samples: timed(() => account.fork()) },
  ];
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
  for (const text of STATEMENTS) {
    const samples = [];
    for (let i = 0; i < 6; i++) {
      const from = performance.now();
      const [outcome] = await session.execute(text);
      if (outcome?.kind !== "done") throw new Error(`${text}: ${outcome?.error?.message}`);
      samples.push(performance.now() - from);
    }
    rows.push({ label: text, samples: samples.slice(1) });
  }
  return rows;
}

function timed(work) {
  return Array.from({ length: 5 }, () => {
    const from = performance.now();
    for (let i = 0; i < 1000; i++) work();
    return (performance.now() - from) / 1000;
  });
}

/** Megabytes in use after a collection. */
function heap() {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1e6;
}
