import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Who administers a local account, and how he logs in over HTTP. Kept beside the account, for its owner's eyes only. */
export interface LocalLogin {
  readonly user: string;
  readonly password: string;
  /** The file that holds it. */
  readonly file: string;
}

export const LOCAL_USER = "ADMIN";

/** The login of the account in this folder; made at the first time, with a password of its own. */
export function localLogin(folder: string): LocalLogin {
  const file = join(folder, "login.json");
  if (existsSync(file)) {
    const { user, password } = JSON.parse(readFileSync(file, "utf8")) as { user: string; password: string };
    return { user, password, file };
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const login = { user: LOCAL_USER, password: randomBytes(18).toString("base64url") };
  writeFileSync(file, `${JSON.stringify(login)}\n`, { mode: 0o600, flag: "wx" });
  return { ...login, file };
}
