import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { runCli } from "../run-cli.ts";

export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface CommandOptions {
  /** A person sits there. */
  readonly tty?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder with these files; gone when the test file ends. */
export function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "snowtower-command-")));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs one command line in this process. Of the machine's own connections it sees none; its environment is what is given, and nothing else. */
export async function commandLine(args: readonly string[], { tty = false, env = {} }: CommandOptions = {}): Promise<Told> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const before = process.env;
  process.env = { PATH: before.PATH ?? "", SNOWFLAKE_HOME: folderOf(), ...env };
  try {
    const code = await runCli(args, {
      stdout: { write: (text) => stdout.push(text), isTTY: tty },
      stderr: { write: (text) => stderr.push(text), isTTY: tty },
      stdinIsTty: tty,
      env: process.env,
    });
    return { code, stdout: stdout.join(""), stderr: stderr.join("") };
  } finally {
    process.env = before;
  }
}
