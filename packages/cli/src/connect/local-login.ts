import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../usage-error.ts";
import { keepOutOfGit } from "./keep-out-of-git.ts";

/** Who administers a local account, and how he logs in over HTTP. Kept beside the account, for its owner's eyes only. */
export interface LocalLogin {
  readonly user: string;
  readonly password: string;
  /** The file that holds it. */
  readonly file: string;
}

const LOCAL_USER = "ADMIN";

/** The login of the account in this folder; made at the first time, with a password of its own. */
export function localLogin(folder: string): LocalLogin {
  const file = join(folder, "login.json");
  const there = read(file);
  if (there !== null) return there;
  keepOutOfGit(folder);
  create(file, { user: LOCAL_USER, password: randomBytes(18).toString("base64url") });
  // Another command may have been first.
  return read(file) ?? broken(file);
}

function read(file: string): LocalLogin | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const { user, password } = JSON.parse(text) as { readonly user?: unknown; readonly password?: unknown };
    if (typeof user === "string" && typeof password === "string") return { user, password, file };
  } catch {
    // Its text stays untold: it may hold the password.
  }
  return broken(file);
}

function broken(file: string): never {
  throw new UsageError("ST5003", `${file} does not hold a login`);
}

/** The file gets its name when it is whole; one that is there by then stays. */
function create(file: string, login: { readonly user: string; readonly password: string }): void {
  const mine = `${file}.${process.pid}.new`;
  writeFileSync(mine, `${JSON.stringify(login)}\n`, { mode: 0o600 });
  try {
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}
