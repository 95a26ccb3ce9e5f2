import { appendFileSync, cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPlan, writePlan } from "@snowtower/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { commandLine, folderOf, type Told } from "../testing/command-line.ts";

const WAREHOUSE_FILE = "load_wh:\n  size: XSMALL\n  auto_suspend: 60\nbig_wh:\n  size: LARGE\n";
const WAREHOUSES = { "warehouse.yaml": WAREHOUSE_FILE };
const COMPANY = {
  ...WAREHOUSES,
  "business_role.yaml": "engineer:\n  schema_read: [core.sales]\n  warehouse_usage: [load_wh]\n",
  "core/params.yaml": "{}\n",
  "core/sales/params.yaml": "{}\n",
};
const LOCAL = ["--connection", "local"];

describe("plan --out, then apply PLANFILE", () => {
  let folder: string;
  let file: string;
  let planned: Told;
  beforeAll(async () => {
    folder = folderOf(COMPANY);
    file = join(folder, "approved.plan");
    planned = await commandLine(["plan", "-c", folder, "--out", file, ...LOCAL]);
  });

  test("the file is the plan, and its owner's only", () => {
    expect(planned.code).toBe(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readPlan(readFileSync(file, "utf8")).steps.length).toBeGreaterThan(50);
  });

  test("it asks too: without a terminal and without --yes nothing is changed", async () => {
    const { code, stderr } = await commandLine(["apply", file, "-c", folder, ...LOCAL]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3303]")]);
  });

  test("the file says what is applied, whatever the project says by then; a second time it is refused", async () => {
    writeFileSync(join(folder, "warehouse.yaml"), `${WAREHOUSE_FILE}later_wh:\n  size: XSMALL\n`);
    expect((await commandLine(["apply", file, "-c", folder, "--yes", ...LOCAL])).code).toBe(0);
    const again = await commandLine(["apply", file, "-c", folder, "--yes", ...LOCAL]);
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining("error[ST4004]")]);
    const left = await commandLine(["plan", "-c", folder, "--sql", ...LOCAL]);
    expect(left.stdout).toContain('CREATE WAREHOUSE "LATER_WH"');
    expect(left.stdout).not.toContain('CREATE WAREHOUSE "LOAD_WH"');
  });
});

describe("a plan that must not be applied", () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = folderOf(WAREHOUSES);
    file = join(folder, "a.plan");
    expect((await commandLine(["plan", "-c", folder, "--out", file, ...LOCAL])).code).toBe(2);
  });
  const text = () => readFileSync(file, "utf8");
  const applyText = (of: string) => {
    writeFileSync(join(folder, "b.plan"), of);
    return commandLine(["apply", join(folder, "b.plan"), "-c", folder, "--yes", ...LOCAL]);
  };

  test("edited: a statement was changed in it", async () => {
    expect(text()).toContain("XSMALL");
    const { code, stderr } = await applyText(text().replace("WAREHOUSE_SIZE = XSMALL", "WAREHOUSE_SIZE = X6LARGE"));
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST2053]")]);
  });

  test("cut off", async () => {
    for (const part of [text().split("\n").slice(0, -2).join("\n"), text().slice(0, -1)]) {
      const { code, stderr } = await applyText(part);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/error\[ST205[23]\]/)]);
    }
  });

  test("written by a newer SnowTower", async () => {
    const { code, stderr } = await applyText(text().replace(/"version":1\b/, '"version":2'));
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST2051]")]);
  });

  test("no plan at all; no file; a folder", async () => {
    const noPlan = await applyText("warehouse:\n  size: XSMALL\n");
    expect([noPlan.code, noPlan.stderr]).toEqual([1, expect.stringContaining("error[ST2050]")]);
    for (const path of [join(folder, "none.plan"), folder]) {
      const { code, stderr } = await commandLine(["apply", path, "-c", folder, "--yes", ...LOCAL]);
      expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3305]")]);
    }
  });

  test("made for another account", async () => {
    const plan = readPlan(text());
    const other = writePlan({ ...plan, account: { ...plan.account, name: "PRODUCTION", locator: "AB12345" } });
    const { code, stderr } = await applyText(other);
    expect(code).toBe(4);
    expect(stderr).toContain("error[ST4003]");
    expect(stderr).toContain("SNOWTOWER.PRODUCTION (AB12345, local)");
    expect(stderr).toContain("Nothing was changed.");
  });

  test("destructive, and nobody allowed it", async () => {
    const own = folderOf({ "core/params.yaml": "{}\n", "core/x/params.yaml": "{}\n" });
    await commandLine(["apply", "-c", own, "--yes", ...LOCAL]);
    const empty = join(own, "drop.plan");
    const only = folderOf({});
    cpSync(join(own, ".snowtower"), join(only, ".snowtower"), { recursive: true });
    await commandLine(["plan", "-c", only, "--out", empty, ...LOCAL]);
    const refused = await commandLine(["apply", empty, "-c", only, "--yes", ...LOCAL]);
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining("error[ST4012]")]);
    expect((await commandLine(["apply", empty, "-c", only, "--yes", "--allow", "destructive", ...LOCAL])).code).toBe(0);
  });

  test("the account has moved: refused with the difference, nothing changed", async () => {
    const move = await commandLine(["query", "-c", folder, "CREATE WAREHOUSE LOAD_WH WAREHOUSE_SIZE = MEDIUM", ...LOCAL]);
    expect([move.code, move.stdout]).toEqual([0, expect.stringContaining("LOAD_WH successfully created")]);
    const { code, stderr } = await commandLine(["apply", file, "-c", folder, "--yes", ...LOCAL]);
    expect(code).toBe(4);
    expect(stderr).toContain("error[ST4004]");
    expect(stderr).toMatch(/LOAD_WH/);
    expect(stderr).toContain("Nothing was changed.");
    const shown = JSON.parse((await commandLine(["query", "-c", folder, "SHOW WAREHOUSES", "--format", "json", ...LOCAL])).stdout) as {
      name: string;
      size: string;
    }[];
    expect(shown.map(({ name, size }) => [name, size])).toEqual([
      ["COMPUTE_WH", "X-Small"],
      ["LOAD_WH", "Medium"],
    ]);
  });

  test("a plan that cannot be written is an error", async () => {
    const { code, stderr } = await commandLine(["plan", "-c", folder, "--out", join(folder, "none/a.plan"), ...LOCAL]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3305]")]);
  });

  test("an apply that names neither a project nor a plan", async () => {
    const { code, stderr } = await commandLine(["apply", "--yes", ...LOCAL]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3304]")]);
  });

  test("junk after its end", async () => {
    appendFileSync(file, "{}\n");
    const { code, stderr } = await commandLine(["apply", file, "-c", folder, "--yes", ...LOCAL]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST2053]")]);
  });
});
