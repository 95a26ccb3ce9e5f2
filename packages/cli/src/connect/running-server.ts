import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalAccount } from "@snowtower/emulator";

/** A server that has a local account's folder open. */
interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** It is a proxy to itself, and this is the file of the authority to trust. */
  readonly authorityFile?: string;
}

/** Where the account itself is, in the folder of a local account. */
export function accountFolder(folder: string): string {
  return join(folder, "account");
}

function fileOf(folder: string): string {
  return join(folder, "server.json");
}

/** The server that runs on this folder, or `null`. What a killed server left behind does not count, also when its process's number was used again. */
export function runningServer(folder: string): RunningServer | null {
  const server = read(fileOf(folder));
  return server !== null && LocalAccount.holder(accountFolder(folder)) === server.pid ? server : null;
}

function read(file: string): RunningServer | null {
  try {
    const { url, pid, authorityFile } = JSON.parse(readFileSync(file, "utf8")) as Partial<RunningServer>;
    if (typeof url !== "string" || typeof pid !== "number") return null;
    return { url, pid, ...(typeof authorityFile === "string" ? { authorityFile } : {}) };
  } catch {
    return null;
  }
}

export function announceServer(folder: string, server: RunningServer): void {
  const file = fileOf(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify(server)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function withdrawServer(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}
