// Statements spoiled at random, against the lexer, the parser and a local account: each has to be answered, with a result or an error of Snowflake's form.
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** A statement that is under way so long hangs. */
const PATIENCE_MS = 15_000;

/**
 * `strict`: a query that only DuckDB refuses counts too: the binder should have known.
 * @returns {Promise<{ tried: number, found: { text: string, wrong: string }[] }>}
 */
export function fuzzSql({ seed, seconds, strict = false }) {
  const shared = new SharedArrayBuffer(8 + 200_000);
  const worker = new Worker(join(import.meta.dirname, "fuzz-sql-worker.mjs"), {
    workerData: { seed, seconds, strict, shared },
    // Not those of a test runner, which reads sources: the worker runs what is built.
    execArgv: [],
  });
  const counter = new Int32Array(shared, 0, 1);
  return new Promise((resolve) => {
    let last = -1;
    let since = Date.now();
    const end = (result) => {
      clearInterval(watch);
      worker.terminate();
      resolve(result);
    };
    const watch = setInterval(() => {
      const now = Atomics.load(counter, 0);
      if (now !== last) [last, since] = [now, Date.now()];
      else if (Date.now() - since > PATIENCE_MS) end({ tried: now, found: [{ text: textIn(shared), wrong: `hangs for ${PATIENCE_MS} ms` }] });
    }, 500);
    worker.on("message", end);
    worker.on("error", (error) => end({ tried: Atomics.load(counter, 0), found: [{ text: textIn(shared), wrong: `the process dies: ${error.stack}` }] }));
  });
}

function textIn(shared) {
  const length = new Int32Array(shared, 4, 1)[0];
  return new TextDecoder().decode(new Uint8Array(shared, 8, length).slice());
}
