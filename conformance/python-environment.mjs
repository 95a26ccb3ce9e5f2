import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache.mjs";
import { runProgram } from "./run-program.mjs";

const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The folder of programs of an environment that has what requirements.txt names; or why there is none. */
export async function pythonEnvironment() {
  const python = await runProgram("python3", ["--version"], {});
  if (python.code !== 0) return { skipped: "no python3" };
  const folder = join(cacheFolder(), "python");
  const bin = join(folder, "bin");
  const wanted = createHash("sha256").update(readFileSync(REQUIREMENTS)).update(python.output).digest("hex");
  const mark = join(folder, "installed");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return { bin };
  rmSync(folder, { recursive: true, force: true });
  const made = await runProgram("python3", ["-m", "venv", folder], {});
  if (made.code !== 0) return { skipped: `python3 -m venv: ${lastLine(made.output)}` };
  // Its own settings of index and proxy are the user's.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^PIP_|^(HTTPS?|NO|ALL)_PROXY$/i.test(name)));
  const installed = await runProgram(join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS], { env });
  if (installed.code !== 0) return { skipped: `pip install: ${lastLine(installed.output)}` };
  writeFileSync(mark, wanted);
  return { bin };
}

function lastLine(text) {
  return text.trim().split("\n").at(-1) ?? "";
}
