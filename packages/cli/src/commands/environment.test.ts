import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const PROJECT = {
  "warehouse.yaml": "load_wh:\n  size: XSMALL\n",
  "user.yaml": "ada:\n  business_roles: [engineer]\n",
  "business_role.yaml": "engineer:\n  schema_read: [core.sales]\n  warehouse_usage: [load_wh]\n",
  "core/params.yaml": "{}\n",
  "core/sales/params.yaml": "{}\n",
  "snowtower.yaml": "connection: local\nenvironments:\n  dev:\n    connection: local\n    prefix: DEV\n  bare:\n    connection: local\n",
};
const LOCAL = ["--connection", "local"];

async function names(folder: string, show: string): Promise<readonly string[]> {
  const { code, stdout } = await commandLine(["query", "-c", folder, show, "--format", "json", ...LOCAL]);
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { name: string }[]).map((row) => row.name);
}

/** Everything in the account that could belong to an environment. */
async function everything(folder: string): Promise<readonly string[]> {
  const lists = [];
  for (const what of ["WAREHOUSES", "ROLES", "USERS", "DATABASES", "SCHEMAS IN ACCOUNT"]) lists.push(await names(folder, `SHOW ${what}`));
  return lists.flat();
}

describe("a local account of its own", () => {
  test("is made beside the project's by local:NAME", async () => {
    const folder = folderOf(PROJECT);
    const { code, stdout } = await commandLine(["plan", "-c", folder, "--connection", "local:other-one"]);
    expect([code, stdout]).toEqual([2, expect.stringContaining("SNOWTOWER.LOCAL_OTHER_ONE")]);
    expect(readdirSync(join(folder, ".snowtower"))).toEqual(["local-other-one"]);
  });

  test.each(["local:", "local:a/b", "local:..", "local:a b"])("%s is refused", async (name) => {
    const folder = folderOf(PROJECT);
    const { code, stderr } = await commandLine(["plan", "-c", folder, "--connection", name]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`error[ST3003] ${name} names no local account`)]);
    expect(existsSync(join(folder, ".snowtower"))).toBe(false);
  });
});

describe("two environments of one project, side by side", () => {
  test("--env-prefix makes the second, finds it done, and destroy removes it and nothing else", async () => {
    const folder = folderOf(PROJECT);
    expect((await commandLine(["apply", "-c", folder, "--yes", ...LOCAL])).code).toBe(0);
    const before = await everything(folder);
    expect(before.some((name) => name.startsWith("DEV__"))).toBe(false);

    const applied = await commandLine(["apply", "-c", folder, "--env-prefix", "dev", "--yes", ...LOCAL]);
    expect(applied.code).toBe(0);
    expect(applied.stdout).toContain("SNOWTOWER.LOCAL");
    expect((await commandLine(["plan", "-c", folder, "--env-prefix", "DEV", ...LOCAL])).code).toBe(0);
    expect((await commandLine(["plan", "-c", folder, "--env", "dev"])).code).toBe(0);
    expect((await commandLine(["plan", "-c", folder, ...LOCAL])).code).toBe(0);
    expect(await everything(folder)).toEqual(expect.arrayContaining([...before, "DEV__LOAD_WH", "DEV__ADA", "DEV__CORE"]));

    const destroyed = await commandLine(["destroy", "-c", folder, "--env", "dev", "--yes", "--sql"]);
    expect(destroyed.code).toBe(0);
    expect(destroyed.stdout).toContain("SNOWTOWER.LOCAL");
    expect(destroyed.stdout).toContain('DROP DATABASE "DEV__CORE"');
    expect(await everything(folder)).toEqual(before);
    expect((await commandLine(["plan", "-c", folder, ...LOCAL])).code).toBe(0);
  });

  test("destroying what is not there is nothing to do", async () => {
    const folder = folderOf(PROJECT);
    expect((await commandLine(["destroy", "-c", folder, "--env-prefix", "NONE", ...LOCAL])).code).toBe(0);
  });

  test("destroy asks: without a terminal and without --yes nothing is removed", async () => {
    const folder = folderOf(PROJECT);
    expect((await commandLine(["apply", "-c", folder, "--env", "dev", "--yes"])).code).toBe(0);
    const before = await everything(folder);
    const { code, stderr } = await commandLine(["destroy", "-c", folder, "--env", "dev"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3303]")]);
    expect(await everything(folder)).toEqual(before);
  });

  test("an environment without a prefix is the account itself: refused", async () => {
    const folder = folderOf(PROJECT);
    for (const which of [["--env", "bare"], LOCAL]) {
      const { code, stdout, stderr } = await commandLine(["destroy", "-c", folder, ...which, "--yes"]);
      expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining("error[ST3304] destroy removes one environment")]);
    }
  });
});
