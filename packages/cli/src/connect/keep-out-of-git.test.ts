import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepOutOfGit } from "./keep-out-of-git.ts";
import { localLogin } from "./local-login.ts";

test("a new folder is its owner's, and git leaves out what is in it", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "snowtower-")), ".snowtower", "local");
  const { file } = localLogin(folder);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*\n");
  expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
});

test("a .gitignore of the user's stays", () => {
  const folder = mkdtempSync(join(tmpdir(), "snowtower-"));
  writeFileSync(join(folder, ".gitignore"), "own\n");
  keepOutOfGit(folder);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("own\n");
});
