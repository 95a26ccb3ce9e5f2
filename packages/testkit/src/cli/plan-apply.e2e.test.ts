import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { COMPANY, projectFolder, WAREHOUSES, writeFiles } from "./project-folder.ts";
import { BIN, snowtower } from "./snowtower.ts";

const LOCAL = ["--connection", "local"];

describe("from an empty account to the described one", () => {
  let folder: string;
  beforeAll(() => {
    folder = projectFolder(COMPANY);
  });

  test("validate needs no account and makes none", async () => {
    const { code, stdout, stderr } = await snowtower(["validate", "--config", folder]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "valid: 5 objects described\n", stderr: "" });
    expect(existsSync(join(folder, ".snowtower"))).toBe(false);
  });

  test("plan ends with 2, names the account, changes nothing, and is the same every time", async () => {
    const first = await snowtower(["plan", "-c", folder, ...LOCAL]);
    expect(first.code).toBe(2);
    expect(first.stdout).toContain("SNOWTOWER.LOCAL");
    expect(first.stdout).toContain("LOAD_WH");
    expect(first.stderr).toMatch(/^read in .* round trips/);
    const second = await snowtower(["plan", "-c", folder, ...LOCAL]);
    expect([second.code, second.stdout]).toEqual([2, first.stdout]);
  });

  test("plan --sql shows the statements, in the plan's order", async () => {
    const { code, stdout } = await snowtower(["plan", "-c", folder, "--sql", ...LOCAL]);
    expect(code).toBe(2);
    expect(stdout.indexOf('CREATE DATABASE "CORE"')).toBeGreaterThan(0);
    expect(stdout.indexOf('CREATE SCHEMA "CORE"."SALES"')).toBeGreaterThan(stdout.indexOf('CREATE DATABASE "CORE"'));
  });

  test("plan --full folds nothing that plan folds", async () => {
    const [folded, full] = await Promise.all([
      snowtower(["plan", "-c", folder, ...LOCAL]),
      snowtower(["plan", "-c", projectFolder(COMPANY), "--full", ...LOCAL]),
    ]);
    expect([folded.code, full.code]).toEqual([2, 2]);
    expect(folded.stdout).toMatch(/and \d+ more/);
    expect(full.stdout).not.toMatch(/and \d+ more/);
  });

  test("the formats json and markdown; json is one document and nothing else", async () => {
    const json = await snowtower(["plan", "-c", folder, "--format", "json", ...LOCAL]);
    expect(json.code).toBe(2);
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({ formatVersion: 1, account: { organization: "SNOWTOWER", name: "LOCAL", source: "local" } });
    expect(document.steps.length).toBeGreaterThan(50);
    const markdown = await snowtower(["plan", "-c", folder, "--format", "markdown", ...LOCAL]);
    expect(markdown.code).toBe(2);
    expect(markdown.stdout).toMatch(/SNOWTOWER.*LOCAL/);
    expect(markdown.stdout).toMatch(/^#|\|/m);
  });

  test("apply without --yes, where nobody can be asked, changes nothing", async () => {
    const { code, stderr } = await snowtower(["apply", "-c", folder, ...LOCAL]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[ST3303]");
    expect(stderr).toContain("hint: add --yes");
    expect((await snowtower(["plan", "-c", folder, ...LOCAL])).code).toBe(2);
  });

  test("apply --yes does it, says on which account, and records the run", async () => {
    const { code, stdout, stderr } = await snowtower(["apply", "-c", folder, "--yes", "--sql", ...LOCAL]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("applied")]);
    expect(stdout).toContain("SNOWTOWER.LOCAL");
    expect(stdout).toContain('CREATE DATABASE "CORE"');
    const [run = ""] = readdirSync(join(folder, ".snowtower/runs"));
    const journal = join(folder, ".snowtower/runs", run, "journal.jsonl");
    expect(statSync(journal).mode & 0o777).toBe(0o600);
    const last = JSON.parse(readFileSync(journal, "utf8").trimEnd().split("\n").at(-1) ?? "");
    expect(last).toMatchObject({ kind: "end", failed: 0, pending: 0 });
  });

  test("plan and apply then find nothing to do, and end with 0", async () => {
    const plan = await snowtower(["plan", "-c", folder, ...LOCAL]);
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain("No changes");
    const apply = await snowtower(["apply", "-c", folder, ...LOCAL]);
    expect(apply.code).toBe(0);
    expect(apply.stdout).toContain("SNOWTOWER.LOCAL");
  });

  test("what somebody changed by hand is found and repaired", async () => {
    const change = await snowtower(["query", "-c", folder, "ALTER WAREHOUSE LOAD_WH SET WAREHOUSE_SIZE = XLARGE", ...LOCAL]);
    expect([change.code, change.stdout]).toEqual([0, expect.stringContaining("success")]);
    const plan = await snowtower(["plan", "-c", folder, "--sql", ...LOCAL]);
    expect(plan.code).toBe(2);
    expect(plan.stdout).toMatch(/ALTER WAREHOUSE "LOAD_WH"\s+SET\s+WAREHOUSE_SIZE = XSMALL/);
    expect((await snowtower(["apply", "-c", folder, "-y", ...LOCAL])).code).toBe(0);
    expect((await snowtower(["plan", "-c", folder, ...LOCAL])).code).toBe(0);
  });

  test("a destructive step is refused with 4, and nothing of the plan was done; --allow destructive does it", async () => {
    writeFiles(folder, {
      "warehouse.yaml": (WAREHOUSES["warehouse.yaml"] ?? "").replace("size: XSMALL", "size: SMALL"),
      "mart/params.yaml": "{}\n",
      "mart/x/params.yaml": "{}\n",
    });
    expect((await snowtower(["apply", "-c", folder, "-y", ...LOCAL])).code).toBe(0);
    writeFiles(folder, { "warehouse.yaml": `${WAREHOUSES["warehouse.yaml"]}new_wh:\n  size: XSMALL\n`, "core/params.yaml": "comment: Moved\n" });
    rmSync(join(folder, "mart"), { recursive: true });
    const refused = await snowtower(["apply", "-c", folder, "--yes", ...LOCAL]);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain("error[ST4012]");
    expect(refused.stderr).toContain("MART");
    expect(refused.stderr).toContain("hint: if this is meant, add --allow destructive");
    const names = JSON.parse((await snowtower(["query", "-c", folder, "SHOW WAREHOUSES LIKE 'NEW_WH'", "--format", "json", ...LOCAL])).stdout);
    expect(names).toEqual([]);
    expect((await snowtower(["apply", "-c", folder, "--yes", "--allow", "destructive", ...LOCAL])).code).toBe(0);
    expect((await snowtower(["plan", "-c", folder, ...LOCAL])).code).toBe(0);
  });
});

test("a plan of a file is applied as it is, without the project's files; then there is nothing left", async () => {
  const folder = projectFolder(COMPANY);
  const file = join(folder, "approved.plan");
  expect((await snowtower(["plan", "-c", folder, "--out", file, ...LOCAL])).code).toBe(2);
  const elsewhere = projectFolder();
  cpSync(join(folder, ".snowtower"), join(elsewhere, ".snowtower"), { recursive: true });
  const applied = await snowtower(["apply", file, "--yes", ...LOCAL], { cwd: elsewhere });
  expect([applied.code, applied.stderr]).toEqual([0, expect.stringContaining("applied")]);
  expect(applied.stdout).toContain("SNOWTOWER.LOCAL");
  writeFiles(elsewhere, COMPANY);
  expect((await snowtower(["plan", "-c", elsewhere, ...LOCAL])).code).toBe(0);
});

test("a reader that leaves early gets no stack trace, and ends no apply that is under way", async () => {
  const folder = projectFolder(COMPANY);
  const unread = (args: string) => {
    const script = `"${process.execPath}" "${BIN}" ${args} -c "${folder}" --connection local --sql | (exec <&-; sleep 1)`;
    return spawnSync("bash", ["-o", "pipefail", "-c", script], { encoding: "utf8", env: { PATH: process.env.PATH, HOME: folder } });
  };
  expect(unread("plan")).toMatchObject({ status: 2, stderr: expect.stringMatching(/^read in [^\n]*\n$/) });
  expect(unread("apply --yes")).toMatchObject({ status: 0, stderr: expect.not.stringContaining("EPIPE") });
  expect((await snowtower(["plan", "-c", folder, ...LOCAL])).code).toBe(0);
});

test("query runs as the role and on the warehouse that are named, in the current folder's account by default", async () => {
  const cwd = projectFolder(WAREHOUSES);
  const asked = await snowtower(
    ["query", "SELECT CURRENT_ROLE() AS R, CURRENT_WAREHOUSE() AS W", "--role", "SYSADMIN", "--warehouse", "COMPUTE_WH", "--format", "json", ...LOCAL],
    { cwd },
  );
  expect([asked.code, JSON.parse(asked.stdout)]).toEqual([0, [{ R: "SYSADMIN", W: "COMPUTE_WH" }]]);
  expect(existsSync(join(cwd, ".snowtower/local"))).toBe(true);
});
