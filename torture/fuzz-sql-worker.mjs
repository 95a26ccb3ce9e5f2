// Runs spoiled statements in a worker, so that one that hangs can be told: the text under way stands in shared memory.
import { parentPort, workerData } from "node:worker_threads";
import { LocalAccount } from "@snowtower/emulator";
import { lex } from "@snowtower/sql";
import { mutate } from "./mutate-sql.mjs";
import { randomOf } from "./random.mjs";
import { corpus, seedStatements } from "./seeds.mjs";

const { seed, seconds, strict, shared } = workerData;
const [counter, length] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)];
const bytes = new Uint8Array(shared, 8);
const encoder = new TextEncoder();
const random = randomOf(seed);
const seeds = seedStatements();
/** A statement on an account of a few objects that takes longer has found something quadratic. */
const MOST_MILLISECONDS = 3000;

/** A spoiled loop may have no end of its own. */
const ONE_SECOND = { STATEMENT_TIMEOUT_IN_SECONDS: "1" };

function announce(text) {
  const encoded = encoder.encode(text).subarray(0, bytes.length);
  bytes.set(encoded);
  Atomics.store(length, 0, encoded.length);
  Atomics.add(counter, 0, 1);
}

/** What is wrong with how a text was answered; `null` if nothing is. */
async function judge(session, text) {
  announce(text);
  const started = performance.now();
  try {
    const { tokens } = lex(text);
    if (!Array.isArray(tokens)) return "the lexer gave no tokens";
    const outcomes = await session.execute(text, { multiStatementCount: random.chance(0.3) ? 0 : 1, describeOnly: random.chance(0.1), parameters: ONE_SECOND });
    if (outcomes.length === 0) return "no outcome";
    for (const { kind, error } of outcomes) {
      if (kind === "done") done++;
      if (kind !== "failed") continue;
      if (strict && error.message.includes("'this query on rows: ")) return error.message;
      if (!/^(?:\d{6}|-20\d{3})$/.test(error.code) || typeof error.message !== "string" || error.message === "")
        return `an error of no form: ${error.code} ${error.message}`;
    }
  } catch (error) {
    return error instanceof Error ? (error.stack ?? String(error)) : String(error);
  }
  const took = performance.now() - started;
  return took > MOST_MILLISECONDS ? `took ${Math.round(took)} ms` : null;
}

async function baseAccount() {
  const account = LocalAccount.create();
  const session = account.openSession({ user: "ADMIN" });
  const outcomes = await session.execute(
    "CREATE DATABASE db; USE SCHEMA db.public; CREATE TABLE t (a NUMBER, b VARCHAR); CREATE VIEW v AS SELECT a FROM t; CREATE ROLE r; CREATE WAREHOUSE wh",
    {
      multiStatementCount: 0,
    },
  );
  if (outcomes.some(({ kind }) => kind !== "done")) throw new Error("the account to fuzz could not be made");
  return account;
}

const until = Date.now() + seconds * 1000;
const base = await baseAccount();
const found = [];
let tried = 0;
let done = 0;
let session;
const again = corpus();
while (Date.now() < until || again.length > 0) {
  if (tried % 40 === 0) {
    // A loop that a mutation made ends by itself.
    session = base.fork().openSession({ user: "ADMIN", database: "DB", schema: "PUBLIC", parameters: { STATEMENT_TIMEOUT_IN_SECONDS: "2" } });
  }
  const text = again.pop() ?? mutate(seeds.pick(random), seeds, random);
  const wrong = await judge(session, text);
  tried++;
  if (wrong !== null) {
    found.push({ text, wrong });
    if (found.length >= 5) break;
  }
}
parentPort.postMessage({ tried, done, found });
