// Prints each suite's seconds against its share, and the whole run's count as the last line.
import { suites } from "./suites.mjs";

export default class SuiteReporter {
  #spans = new Map();

  onTestModuleQueued(module) {
    const span = this.#spans.get(module.project.name) ?? { from: performance.now(), to: performance.now() };
    this.#spans.set(module.project.name, span);
  }

  onTestModuleEnd(module) {
    const span = this.#spans.get(module.project.name);
    if (span !== undefined) span.to = performance.now();
  }

  onTestRunEnd(modules, unhandledErrors) {
    // The default reporter's summary is written in the same turn; this one comes last.
    process.once("exit", (code) => {
      const count = countTests(modules);
      const broken = Math.max(unhandledErrors.length, code !== 0 && count.failed === 0 ? 1 : 0);
      for (const line of summary(this.#spans, count, broken)) process.stdout.write(`${line}\n`);
    });
  }
}

/** The lines under the run: a line a suite that ran, then the count. */
export function summary(spans, count, broken) {
  const lines = suites.flatMap(({ name, seconds }) => {
    const span = spans.get(name);
    if (span === undefined) return [];
    const took = (span.to - span.from) / 1000;
    return [`suite ${name}: ${took.toFixed(1)} s of its ${seconds} s${took > seconds ? " - OVER ITS SHARE: shrink its samples" : ""}`];
  });
  // A run that broke outside its tests must not look like a run without failures.
  const errors = broken > 0 ? `, ${broken} failed outside tests` : "";
  return [...lines, `tests: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped${errors}`];
}

/** A file that could not be loaded counts as one failed test: its tests are unknown, not absent. */
export function countTests(modules) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const state = test.result().state;
      count[state === "passed" || state === "failed" ? state : "skipped"]++;
    }
    if (module.state() === "failed" && [...module.children.allTests()].every((test) => test.result().state !== "failed")) count.failed++;
  }
  return count;
}
