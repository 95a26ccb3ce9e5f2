// `npm run check`: everything that can be wrong without running a test. Runs every part, prints its seconds and findings, fails at the end.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkGenerated } from "./gen.mjs";
import { leftOvers } from "./stale-build.mjs";
import { format } from "./structure/finding.mjs";
import { ROOT, readWorkspace } from "./structure/workspace.mjs";
import { checkStructure } from "./structure.mjs";
import { CHECK_SECONDS } from "./vitest/suites.mjs";

// The build is forced: `tsc -b` does not notice a change of some compiler flags.
const PARTS = [
  ["build", () => run("tsc", ["-b", "--force"])],
  ["left-overs", removeLeftOvers],
  ["types of tests", () => run("tsc", ["-p", "tsconfig.test.json"])],
  ["lint and format", () => run("biome", ["check", "--error-on-warnings", "--max-diagnostics=60", "."])],
  ["structure", () => checkStructure(readWorkspace(ROOT)).map(format)],
  ["generated files", checkGenerated],
];

function run(command, args) {
  const done = spawnSync(process.execPath, [program(command), ...args], { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error !== undefined) return [`${command} did not start: ${done.error.message}`];
  return done.status === 0 ? [] : [`${done.stdout}${done.stderr}`.trim() || `${command} ended with ${done.status ?? done.signal}`];
}

function program(command) {
  return join(ROOT, "node_modules", command === "tsc" ? "typescript/bin/tsc" : "@biomejs/biome/bin/biome");
}

// What a removed source file left in dist is removed too: it is ours, and it would be published.
function removeLeftOvers() {
  for (const path of leftOvers(ROOT)) for (const ending of ["", ".map"]) rmSync(join(ROOT, path + ending), { force: true });
  return [];
}

async function main() {
  const start = performance.now();
  let failed = 0;
  for (const [title, part] of PARTS) {
    const from = performance.now();
    const findings = await part();
    for (const line of findings) console.log(line);
    if (findings.length > 0) failed++;
    console.log(`${findings.length > 0 ? "FAILED" : "ok    "}  ${title}  ${seconds(from)} s${findings.length > 1 ? `  ${findings.length} findings` : ""}`);
  }
  console.log(`check: ${PARTS.length - failed} passed, ${failed} failed, ${seconds(start)} s of its ${CHECK_SECONDS} s`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function seconds(from) {
  return ((performance.now() - from) / 1000).toFixed(1);
}

await main();
