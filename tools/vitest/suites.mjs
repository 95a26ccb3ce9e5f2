// The suites, in the order they run, and each one's share of the time on 2 cores. A test's file name decides its suite.
// A suite over its share shrinks its samples (fewer random runs, fewer crash points), never its assertions.

const TESTS = ["packages/*/src/**/*.test.ts", "packages/*/src/**/*.laws.ts"];
const SCRIPTS = "packages/*/src/**/*.scripts.test.ts";
const E2E = "packages/*/src/**/*.e2e.test.ts";
const DRIVERS = "packages/testkit/src/driver/**/*.test.ts";
const EMULATOR = "packages/emulator/**";

/** @type {readonly { name: string, seconds: number, spawns: boolean, include: readonly string[], exclude: readonly string[] }[]} */
export const suites = [
  {
    name: "unit",
    seconds: 240,
    spawns: false,
    include: [...TESTS, "tools/**/*.test.mjs", "benches/**/*.test.mjs", "conformance/**/*.test.mjs"],
    exclude: [SCRIPTS, E2E, EMULATOR],
  },
  { name: "scripts", seconds: 180, spawns: true, include: [SCRIPTS], exclude: [E2E] },
  {
    name: "emulator",
    seconds: 180,
    spawns: true,
    include: [...TESTS.map((glob) => glob.replace("*", "emulator")), DRIVERS],
    exclude: [SCRIPTS, "packages/emulator/src/**/*.e2e.test.ts"],
  },
  { name: "torture", seconds: 120, spawns: true, include: ["torture/**/*.test.mjs"], exclude: [] },
  { name: "e2e", seconds: 240, spawns: true, include: [E2E], exclude: [DRIVERS] },
];

/** Seconds of `npm run check`, and of everything together. */
export const CHECK_SECONDS = 60;
export const TOTAL_SECONDS = 1200;
