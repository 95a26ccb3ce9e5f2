import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const LOCAL = ["--connection", "local"];

describe("a corrupt folder", () => {
  const damage: readonly (readonly [string, (account: string) => void])[] = [
    ["one byte of the snapshot is another", (account) => rewrite(account, /^snapshot/, (text) => text.replace("COMPUTE_WH", "COMPUTE_WX"))],
    ["the snapshot is cut off", (account) => rewrite(account, /^snapshot/, (text) => text.slice(0, -20))],
    ["a line of the snapshot is gone", (account) => rewrite(account, /^snapshot/, (text) => text.replace(/[^\n]*\n$/, ""))],
    ["a newer SnowTower wrote it", (account) => rewrite(account, /^snapshot/, (text) => text.replace('"version":1', '"version":2'))],
    ["it is something else", (account) => writeFileSync(join(account, "notes.txt"), "mine")],
    ["the login is no login", (account) => writeFileSync(join(account, "../login.json"), '{"user":')],
  ];

  test.each(damage)("%s: told with the file, nothing is changed", async (what, harm) => {
    const project = folderOf();
    const account = join(project, ".snowtower/local/account");
    if (what === "it is something else") mkdirSync(account, { recursive: true });
    else expect((await commandLine(["query", "-c", project, "SELECT 1", ...LOCAL])).code).toBe(0);
    harm(account);
    const before = contents(account);
    const { code, stdout, stderr } = await commandLine(["query", "-c", project, "SELECT 1", ...LOCAL]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^error\[ST5003\] .*\.snowtower\/local\/.*\nhint: Restore the folder/);
    expect(contents(account)).toEqual(before);
  });
});

function rewrite(folder: string, name: RegExp, change: (text: string) => string): void {
  const file = join(folder, readdirSync(folder).find((each) => name.test(each)) ?? "");
  const text = readFileSync(file, "utf8");
  expect(change(text)).not.toBe(text);
  writeFileSync(file, change(text));
}

function contents(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
}
