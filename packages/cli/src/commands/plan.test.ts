import { beforeAll, describe, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const ESCAPE = "\u001b[";
const LOCAL = ["--connection", "local"];
const WAREHOUSES = { "warehouse.yaml": "load_wh:\n  size: XSMALL\n  auto_suspend: 60\nbig_wh:\n  size: LARGE\n" };
const COMPANY = {
  ...WAREHOUSES,
  "business_role.yaml": "engineer:\n  schema_read: [core.sales]\n  warehouse_usage: [load_wh]\n",
  "core/params.yaml": "{}\n",
  "core/sales/params.yaml": "{}\n",
};

describe("--only", () => {
  test("plans and applies what the pattern names, and what that needs", async () => {
    const folder = folderOf(COMPANY);
    const plan = await commandLine(["plan", "-c", folder, "--only", "core.sales", "--format", "json", ...LOCAL]);
    const steps = (JSON.parse(plan.stdout) as { steps: { id: string }[] }).steps.map((step) => step.id);
    expect(plan.code).toBe(2);
    expect(steps.some((id) => id.includes("LOAD_WH"))).toBe(false);
    expect(steps.some((id) => id.includes("SALES"))).toBe(true);
    expect((await commandLine(["apply", "-c", folder, "--only", "load_wh", "--yes", ...LOCAL])).code).toBe(0);
    const shown = JSON.parse((await commandLine(["query", "-c", folder, "SHOW WAREHOUSES", "--format", "json", ...LOCAL])).stdout) as { name: string }[];
    expect(shown.map((row) => row.name)).toEqual(["COMPUTE_WH", "LOAD_WH"]);
  });

  test("a pattern that matches nothing is an error, and apply does nothing", async () => {
    const folder = folderOf(WAREHOUSES);
    for (const command of ["plan", "apply"]) {
      const { code, stdout } = await commandLine([command, "-c", folder, "--only", "nothing_*", ...LOCAL]);
      expect([code, stdout]).toEqual([1, expect.stringContaining("error[ST2014]")]);
    }
  });
});

describe("what goes where", () => {
  let folder: string;
  beforeAll(() => {
    folder = folderOf(WAREHOUSES);
  });

  test("--quiet leaves results and errors, before and after the command", async () => {
    for (const args of [
      ["--quiet", "plan", "-c", folder],
      ["plan", "-q", "-c", folder],
    ]) {
      const { code, stdout, stderr } = await commandLine([...args, ...LOCAL]);
      expect([code, stderr]).toEqual([2, ""]);
      expect(stdout).toContain("LOAD_WH");
    }
    const failed = await commandLine(["-q", "plan", "-c", folder]);
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining("error[ST3001]")]);
  });

  test("a pipe gets no colours, FORCE_COLOR brings them, NO_COLOR wins", async () => {
    const plan = async (env: Readonly<Record<string, string>>) => (await commandLine(["plan", "-c", folder, ...LOCAL], { env })).stdout;
    const plain = await plan({});
    expect(plain).not.toContain(ESCAPE);
    const painted = await plan({ FORCE_COLOR: "1" });
    expect(painted).toContain(ESCAPE);
    expect(await plan({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(plain);
  });

  test("COLUMNS is the width that lines are laid out for", async () => {
    const { stdout } = await commandLine(["plan", "-c", folder, ...LOCAL], { env: { COLUMNS: "50" } });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(50);
  });
});

describe("query", () => {
  test("table, json and csv; rows on stdout, and only they", async () => {
    const folder = folderOf();
    const ask = (format: string) => commandLine(["query", "-c", folder, "SELECT 1 AS A, NULL AS B", "--format", format, ...LOCAL]);
    expect(JSON.parse((await ask("json")).stdout)).toEqual([{ A: "1", B: null }]);
    expect((await ask("csv")).stdout).toMatch(/^A,B\r?\n1,\r?\n$/);
    expect((await ask("table")).stdout).toMatch(/A.*B[\s\S]*1/);
  });

  test("what Snowflake refuses is told with its code, SQLSTATE and query id", async () => {
    const { code, stdout, stderr } = await commandLine(["query", "-c", folderOf(), "SELEC 1", ...LOCAL]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^error\[ST3007\] SQL compilation error:\nsyntax error line 1/);
    expect(stderr).toMatch(/Snowflake's code 001003, SQLSTATE 42000, query [0-9a-f-]+/);
  });
});
