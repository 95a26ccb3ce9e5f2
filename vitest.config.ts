import { defineConfig } from "vitest/config";
import { suites } from "./tools/vitest/suites.mjs";

// Tests read the source of every package (the "source" condition in its exports), so a unit test never needs a build.
// What a test spawns runs dist; the suites that spawn refuse a stale one.
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"], externalConditions: ["source"] } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ["default", "./tools/vitest/suite-reporter.mjs"],
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.laws.ts", "packages/testkit/**", "packages/*/src/index.ts"],
      reporter: ["text-summary", "html"],
    },
    projects: suites.map((suite, order) => ({
      extends: true,
      test: {
        name: suite.name,
        include: [...suite.include],
        exclude: [...suite.exclude, "**/node_modules/**", "**/dist/**"],
        globalSetup: suite.spawns ? ["./tools/vitest/refuse-stale-build.mjs"] : [],
        // One suite after the other, so that each has the machine to itself and its seconds mean something.
        sequence: { groupOrder: order },
      },
    })),
  },
});
