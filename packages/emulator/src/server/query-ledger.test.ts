import { expect, test } from "vitest";
import { QueryLedger, type WireQuery } from "./query-ledger.ts";
import { done } from "./reply.ts";

let now = 1;

function query(id: string): WireQuery {
  const ended = Promise.resolve(done(null));
  return {
    id,
    sessionId: "1",
    user: "U",
    text: "",
    isAsync: false,
    startedOn: 0,
    abort: new AbortController(),
    ended,
    endedOn: null,
    reply: null,
    rows: 0,
    chunks: null,
  };
}

function run(ledger: QueryLedger, id: string, rows: number): void {
  const running = query(id);
  ledger.add(running, { scope: "1", id: `request-${id}` });
  ledger.end(running, { reply: done(null), rows, chunks: null, at: 1 });
}

test("large results make place for newer ones, the last always stays", () => {
  const ledger = new QueryLedger(() => now);
  run(ledger, "a", 300_000);
  run(ledger, "b", 300_000);
  expect([ledger.find("a"), ledger.find("b")?.id]).toEqual([null, "b"]);
  expect(ledger.asked("1", "request-a")).toBeNull();
  run(ledger, "c", 9_000_000);
  expect([ledger.find("b"), ledger.find("c")?.id]).toEqual([null, "c"]);
});

test("many statements make place for newer ones; what runs is kept", () => {
  const ledger = new QueryLedger(() => now);
  const running = query("running");
  ledger.add(running, { scope: "1", id: "r" });
  for (let i = 0; i < 3000; i++) run(ledger, String(i), 1);
  expect([ledger.find("0"), ledger.find("2999")?.id]).toEqual([null, "2999"]);
  expect(ledger.asked("1", "r")).toBe(running);
});

test("results are kept for a day; what runs is kept", () => {
  const ledger = new QueryLedger(() => now);
  const running = query("running");
  ledger.add(running, { scope: "1", id: "r" });
  run(ledger, "a", 1);
  now = 86_400_000;
  expect(ledger.find("a")?.id).toBe("a");
  now += 1;
  expect([ledger.find("a"), ledger.asked("1", "request-a")]).toEqual([null, null]);
  expect(ledger.find("running")).toBe(running);
  now = 1;
});
