import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A server that has a local account's folder open. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
}

function fileOf(folder: string): string {
  return join(folder, "server.json");
}

/** The server that runs on this folder, or `null`. What a killed server left behind does not count. */
export function runningServer(folder: string): RunningServer | null {
  const file = fileOf(folder);
  if (!existsSync(file)) return null;
  try {
    const server = JSON.parse(readFileSync(file, "utf8")) as RunningServer;
    process.kill(server.pid, 0);
    return server;
  } catch {
    return null;
  }
}

export function announceServer(folder: string, server: RunningServer): void {
  writeFileSync(fileOf(folder), `${JSON.stringify(server)}\n`, { mode: 0o600 });
}

export function withdrawServer(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}
