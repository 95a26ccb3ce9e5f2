import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes the folder, if need be, and sees to it that git leaves out what is in it: a local account's password, records of runs. */
export function keepOutOfGit(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, ".gitignore");
  if (!existsSync(file)) writeFileSync(file, "*\n");
}
