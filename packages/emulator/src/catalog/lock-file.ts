import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { StoreError } from "./store-error.ts";

/** Keeps a second process out of a folder: a file with the process's number in it, and with the time it started, so that a number used again is not taken for it. */
export class LockFile {
  private readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Throws if a living process holds the folder. What a dead one left behind is taken over. */
  static acquire(path: string): LockFile {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        const file = openSync(path, "wx", 0o600);
        writeSync(file, `${process.pid} ${startOf(process.pid) ?? ""}\n`);
        closeSync(file);
        return new LockFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const holder = holderOf(path);
        if (holder !== null) throw new StoreError(`the account's folder is in use by process ${holder} (${path})`);
        removeStale(path);
      }
    }
    throw new StoreError(`the account's folder cannot be locked (${path})`);
  }

  release(): void {
    removeStale(this.path);
  }
}

function removeStale(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** The process that holds the lock, or `null` if none that lives does. */
function holderOf(path: string): number | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const match = /^(\d+) (\S*)\n$/.exec(text);
  if (match === null) return null;
  const pid = Number(match[1]);
  if (!isAlive(pid)) return null;
  const now = startOf(pid);
  return now !== null && match[2] !== "" && now !== match[2] ? null : pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process started, in the kernel's ticks; `null` where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
