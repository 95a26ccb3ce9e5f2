import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** The repository, from the built command's point of view. */
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
export const BIN = join(ROOT, "packages/cli/bin/snowtower.js");

/** A process that ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
}

/** The command under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
}

const home = mkdtempSync(join(tmpdir(), "snowtower-home-"));
mkdirSync(join(home, "snowflake"));
const alive = new Set<ChildProcess>();

afterAll(() => {
  for (const child of alive) child.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

/** Of this process's environment only what starts a program: no connection, no CI, no colour gets in. */
function cleanEnvironment(): Readonly<Record<string, string>> {
  return { PATH: process.env.PATH ?? "", HOME: home, SNOWFLAKE_HOME: join(home, "snowflake"), NO_PROXY: "127.0.0.1,localhost" };
}

/** Starts the built command. It is killed when the test file ends. */
export function startSnowtower(args: readonly string[], { cwd = home, env = {}, nodeArgs = [] }: SpawnOptions = {}): Running {
  const child = spawn(process.execPath, [...nodeArgs, BIN, ...args], { cwd, env: { ...cleanEnvironment(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  alive.add(child);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => {
      alive.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { child, ended, stdout: () => stdout, stderr: () => stderr };
}

/** Runs the built command to its end, without a terminal. */
export function snowtower(args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return startSnowtower(args, options).ended;
}
