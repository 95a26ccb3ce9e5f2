import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { array, assert, constantFrom, nat, property } from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BugError } from "../errors.ts";
import { Journal, journalPath } from "./journal.ts";
import type { JournalEntry, RunEntry } from "./journal-entry.ts";
import { progressOf } from "./progress.ts";
import { readJournal } from "./read-journal.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

let now = 0;
const options = (run: string) => ({ folder, run, plan: "digest", account: "ORG.ACCOUNT", clock: () => new Date(now++ * 1000) });
const read = async (run: string) => readJournal(await readFile(journalPath(folder, run), "utf8"));

describe("a journal", () => {
  test("keeps what was recorded, in order and with its time", async () => {
    now = 0;
    const journal = await Journal.create(options("r1"));
    await journal.record([{ kind: "before", steps: ["a", "b"], tag: "t" }]);
    await journal.record([
      { kind: "done", step: "a", queryIds: ["q"] },
      { kind: "failed", step: "b", message: "no", code: "002003" },
    ]);
    await journal.close();
    const { header, entries, torn } = await read("r1");
    expect(header).toEqual({ format: "snowtower-journal", version: 1, run: "r1", plan: "digest", account: "ORG.ACCOUNT", at: "1970-01-01T00:00:00.000Z" });
    expect(entries.map((e) => [e.at.slice(17, 19), e.kind])).toEqual([
      ["01", "before"],
      ["02", "done"],
      ["02", "failed"],
    ]);
    expect(torn).toBe(false);
    expect((await stat(journalPath(folder, "r1"))).mode & 0o077).toBe(0);
  });

  test("what is recorded at the same time is whole, and on the disk when recording returns", async () => {
    const journal = await Journal.create(options("r2"));
    await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        await journal.record([{ kind: "done", step: `s${i}`, queryIds: ["x".repeat(i)] }]);
        const { entries } = await read("r2");
        expect(entries.some((e) => e.kind === "done" && e.step === `s${i}`)).toBe(true);
      }),
    );
    await journal.close();
    expect((await read("r2")).entries).toHaveLength(200);
  });

  test("belongs to one run, whose id is a plain name", async () => {
    const journal = await Journal.create(options("r3"));
    await expect(Journal.create(options("r3"))).rejects.toThrow("EEXIST");
    await journal.close();
    expect(() => journalPath(folder, "../x")).toThrow(BugError);
  });

  test("that cannot be written says so, and writes nothing more", async () => {
    const journal = await Journal.create(options("r4"));
    await journal.close();
    await expect(journal.record([{ kind: "end", done: 0, failed: 0, pending: 0 }])).rejects.toThrow();
    await expect(journal.record([{ kind: "end", done: 0, failed: 0, pending: 0 }])).rejects.toThrow();
    expect((await read("r4")).entries).toEqual([]);
  });
});

describe("reading what a crash left", () => {
  const text = ['{"format":"snowtower-journal","version":1,"run":"r"}', '{"kind":"before","steps":["a"]}', '{"kind":"done","step":"a"}', ""].join("\n");

  test("a torn last line is left out and told, wherever it is torn", () => {
    const first = text.indexOf("\n") + 1;
    for (let end = first; end <= text.length; end++) {
      const { entries, torn } = readJournal(text.slice(0, end));
      expect(entries).toHaveLength(text.slice(first, end).split("\n").length - 1);
      expect(torn).toBe(!text.slice(0, end).endsWith("\n"));
    }
    expect(readJournal(`${text}\0\0\0\0\n`)).toMatchObject({ torn: true, entries: [{ kind: "before" }, { kind: "done" }] });
  });

  test.each([
    ["a damaged line before the last", text.replace('{"kind":"before"', "{kind"), "ST4010", "line 2: the journal is damaged"],
    ["an empty file", "", "ST4010", "line 1: this is not a journal of SnowTower"],
    ["a plan file", '{"format":"snowtower-plan","version":1}\n', "ST4010", "not a journal"],
    ["a newer format", text.replace('"version":1', '"version":9'), "ST4011", "format version 9"],
  ])("%s is one clear error", (_, broken, code, message) => {
    const read = (): unknown => readJournal(broken);
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ name: "FormatError", code }));
  });
});

describe("progress", () => {
  const at = "";
  const entries: readonly JournalEntry[] = [
    { at, kind: "before", steps: ["a", "b", "c", "d"], tag: "" },
    { at, kind: "done", step: "a", queryIds: [] },
    { at, kind: "failed", step: "b", message: "" },
    { at, kind: "unreached", step: "c" },
  ];

  test("what was begun and has no end is open; what failed is open until it was read back", () => {
    expect(progressOf(entries)).toEqual({ done: new Set(["a"]), open: new Set(["b", "d"]) });
    const later: RunEntry[] = [
      { kind: "settled", step: "b", as: "done" },
      { kind: "settled", step: "d", as: "not done" },
    ];
    expect(progressOf([...entries, ...later.map((e) => ({ at, ...e }))])).toEqual({ done: new Set(["a", "b"]), open: new Set() });
  });

  test("no prefix of a journal calls a step done before its end is in it", () => {
    const step = constantFrom("a", "b", "c");
    const entry = array(
      step.chain((s) =>
        constantFrom<RunEntry>({ kind: "before", steps: [s], tag: "" }, { kind: "done", step: s, queryIds: [] }, { kind: "failed", step: s, message: "" }),
      ),
    );
    assert(
      property(entry, nat(), (all, cut) => {
        const prefix = all.slice(0, cut % (all.length + 1)).map((e) => ({ at, ...e }));
        const { done, open } = progressOf(prefix);
        for (const s of ["a", "b", "c"]) {
          const last = prefix.findLast((e) => (e.kind === "before" ? e.steps.includes(s) : e.kind !== "end" && e.step === s));
          expect(done.has(s)).toBe(last?.kind === "done");
          expect(open.has(s)).toBe(last !== undefined && last.kind !== "done");
        }
      }),
    );
  });
});
