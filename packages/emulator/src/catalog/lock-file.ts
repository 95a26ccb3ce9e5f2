import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { StoreError } from "./store-error.ts";

/** Keeps a second process out of a folder: a file with the process's number in it, and with the time it started, so that a number used again is not taken for it. */
export class LockFile {
  private readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Throws if a living process holds the folder. What a dead one left behind is taken over. */
  static acquire(path: string): LockFile {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (claim(path)) return new LockFile(path);
      const holder = lockHolder(path);
      if (holder !== null) throw new StoreError("in use", `the account's folder is in use by process ${holder} (${path})`);
      removeStale(path);
    }
    throw new StoreError("in use", `the account's folder cannot be locked (${path})`);
  }

  release(): void {
    unlinkIfThere(this.path);
  }
}

/** The process that holds the lock, or `null` if none that lives does. */
export function lockHolder(path: string): number | null {
  const text = textOf(path);
  return text === null ? null : holderIn(text);
}

/** Gives the lock its name only when it is written: nobody ever reads half of it. */
function claim(path: string): boolean {
  const mine = `${path}.${process.pid}.${randomBytes(4).toString("hex")}.new`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid) ?? ""}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    unlinkIfThere(mine);
  }
}

/** Takes a dead process's lock away. Somebody else may have done that and locked the folder since: he gets his lock back. */
function removeStale(path: string): void {
  const taken = `${path}.${process.pid}.stale.new`;
  try {
    renameSync(path, taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    if (lockHolder(taken) !== null) linkSync(taken, path);
  } finally {
    unlinkIfThere(taken);
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function holderIn(text: string): number | null {
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
