import { defineConfig } from "vitest/config";

// Tests read the source of every package (the "source" condition in its exports), so a unit test never needs a build.
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"], externalConditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/src/**/*.laws.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
