import { displayWidth } from "@snowtower/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainPainter } from "../terminal/painter.ts";
import { planText } from "./plan-text.ts";
import { progressLine } from "./progress.ts";
import { tableText } from "./table.ts";
import { attach, change, create, drop, give, grant, object, on, planOf, step, take } from "./testing/build-plan.ts";

const paint = plainPainter;
const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 80, unit: "grapheme" }),
  fc.stringMatching(/^[A-Z_]{1,60}$/),
  fc.string({ minLength: 1, maxLength: 200, unit: "binary" }),
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
const width = fc.integer({ min: 40, max: 130 });
const risk = fc.record({ risk: fc.constantFrom("safe", "caution", "destructive", "lockout"), why: text, danger: text });

const tables = fc.record({ name: word, comment: text, column: word, type: word }).map(({ name, comment, column, type }) => {
  const parts = ["DB", "SC", name];
  const made = object("table", "DB.SC.T", { comment, columns: [{ name: column, type, ...(comment === "" ? {} : { not_null: true, comment }) }] });
  return { ...made, name: parts as unknown as typeof made.name };
});

/** A table whose one column keeps its name. */
const columnChanges = fc.tuple(word, fc.array(fc.record({ type: word, comment: text, default: text }), { minLength: 2, maxLength: 2 })).map(([name, ends]) => {
  const [from, to] = ends.map((column) => object("table", "DB.SC.T", { columns: [{ name, ...column }] }));
  return change("alter", from!, to!);
});

/** A policy that takes the place of another one on a column, and a tag on an object. */
const attachments = fc.tuple(word, word, text, risk).map(([policy, column, value, more]) => {
  const [table, tag] = [object("table", "DB.SC.T"), object("tag", "DB.SC.G")];
  const [from, to] = [`DB.SC.${policy.replaceAll(".", "")}`, "DB.SC.NEXT"].map((name) => attach(object("masking_policy", name || "DB.SC.P"), table, column).to);
  const tagged = { what: tag.id, on: table.id, arguments: [value] };
  return step([{ kind: "attachment", from: from!, to: to! } as const, { kind: "attachment", from: null, to: tagged } as const], more);
});

const steps = fc.oneof(
  attachments,
  fc.tuple(columnChanges, risk).map(([altered, more]) => step(altered, more)),
  fc.tuple(tables, risk).map(([table, more]) => step(create(table), more)),
  fc.tuple(tables, risk, text).map(([table, more, because]) => step(drop(table), { ...more, undo: { kind: "none", because } })),
  fc.tuple(tables, tables, risk).map(([from, to, more]) => step(change("alter", from, to), more)),
  fc.tuple(word, word, risk).map(([role, name, more]) => step(give(grant("SELECT", on("TABLE", `DB.SC.${name}`), `ROLE:${role}`)), more)),
  fc.tuple(word, word, risk).map(([role, name, more]) => step(take(grant("USAGE", on("ROLE", name), `USER:${role}`)), more)),
);

function widest(output: string): number {
  return Math.max(...output.split("\n").map(displayWidth));
}

test("no line of a plan is wider than the terminal", () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 8 }), width, fc.boolean(), text, (all, columns, full, message) => {
      const notes = [{ severity: "error", code: "ST2001", message, about: "role:R", hint: message } as const];
      expect(widest(planText(planOf(all, { notes }), { width: columns, paint, full }))).toBeLessThanOrEqual(columns);
    }),
    { numRuns: 300 },
  );
});

test("no line of a table is wider than the terminal, and NULL is no text", () => {
  const cell = fc.oneof(fc.constant(null), word, text);
  const grid = fc
    .integer({ min: 1, max: 12 })
    .chain((n) => fc.tuple(fc.array(word, { minLength: n, maxLength: n }), fc.array(fc.array(cell, { minLength: n, maxLength: n }), { maxLength: 6 })));
  fc.assert(
    fc.property(grid, width, ([columns, rows], wide) => {
      expect(widest(tableText(columns, rows, { width: wide, paint }))).toBeLessThanOrEqual(wide);
    }),
    { numRuns: 300 },
  );
});

test("the progress is one line that fits", () => {
  const state = fc.record({ done: fc.nat(2000), total: fc.nat(2000), seconds: fc.float({ min: 0, max: 100_000, noNaN: true }), running: fc.array(word) });
  fc.assert(
    fc.property(state, fc.integer({ min: 10, max: 130 }), (each, wide) => {
      const line = progressLine(each, wide);
      expect(line).not.toContain("\n");
      expect(displayWidth(line)).toBeLessThanOrEqual(wide);
    }),
    { numRuns: 300 },
  );
});
