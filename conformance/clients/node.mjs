import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "../run-program.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SUITES = "packages/testkit/src/driver";

/** The official driver for Node.js: the suites that use it in every test run. */
export async function node(results) {
  const { version } = createRequire(join(ROOT, "packages/cli/package.json"))("snowflake-sdk/package.json");
  const file = join(results, "vitest.json");
  const args = [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", SUITES, "--reporter=json", `--outputFile=${file}`];
  await runProgram(process.execPath, args, { cwd: ROOT, log: join(results, "vitest.log") });
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages = [] }) => ({
      id: `${relative(join(ROOT, SUITES), name)}::${fullName}`,
      group: relative(join(ROOT, SUITES), name),
      outcome: status === "passed" || status === "failed" ? status : "skipped",
      reason: failureMessages[0]?.split("\n")[0] ?? status,
    })),
  );
  return { version, tests };
}
