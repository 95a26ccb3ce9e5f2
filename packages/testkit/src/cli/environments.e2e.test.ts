import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "./project-folder.ts";
import { snowtower } from "./snowtower.ts";

/** One project: two accounts of their own, and a prefix beside one of them. */
const PROJECT = {
  "snowtower.yaml": `scope:
  - {kind: table, name: mart.public_data.*, manage: envelope, ignore: [owner]}
protected:
  - {kind: warehouse, name: load}
environments:
  test:
    connection: local:test
    placeholders: {source: raw_copy}
    overrides:
      user: {bob: absent}
      database: {raw: absent}
  prod:
    connection: local:prod
    placeholders: {source: raw}
    overrides:
      warehouse: {load: {size: LARGE}}
      database: {raw_copy: absent}
  dev:
    connection: local:test
    prefix: dev
    placeholders: {source: "\${{ env_prefix }}raw_copy"}
    overrides:
      user: {ada: absent, bob: absent}
      database: {raw: absent}
`,
  "placeholder.yaml": "source: raw\n",
  "permission_model.yaml": "small:\n  ruleset: SCHEMA_OWNER\n  read_future_grants: {TABLE: [SELECT]}\n",
  "warehouse.yaml": "load: {size: XSMALL, auto_suspend: 60}\n",
  "user.yaml": "ada: {business_roles: [analyst]}\nbob: {business_roles: [analyst]}\n",
  "business_role.yaml": "analyst:\n  schema_read: [mart.public_data]\n  warehouse_usage: [load]\n",
  "raw/params.yaml": "permission_model: small\n",
  "raw/shop/params.yaml": "{}\n",
  "raw/shop/table/orders.yaml": "columns: {id: 'NUMBER(38,0)'}\n",
  "raw_copy/params.yaml": "permission_model: small\n",
  "raw_copy/shop/params.yaml": "{}\n",
  "raw_copy/shop/table/orders.yaml": "columns: {id: 'NUMBER(38,0)'}\n",
  "mart/params.yaml": "permission_model: small\n",
  "mart/public_data/params.yaml": "{}\n",
  "mart/public_data/view/orders_now.yaml": "text: SELECT ID FROM ${{ source }}.shop.orders\n",
  "mart/public_data/table/daily.yaml": "comment: One row a day\n",
};

const ENVIRONMENTS = ["test", "prod", "dev"];
let folder: string;

async function query(connection: string, text: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const { code, stdout, stderr } = await snowtower(["query", "-c", folder, text, "--format", "json", "--connection", connection]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Readonly<Record<string, string>>[];
}

async function names(connection: string, show: string): Promise<readonly string[]> {
  return (await query(connection, show)).map(({ name = "" }) => name);
}

beforeAll(async () => {
  folder = projectFolder(PROJECT);
  for (const environment of ENVIRONMENTS) {
    const { code, stderr } = await snowtower(["apply", "-c", folder, "--env", environment, "--yes"]);
    expect([environment, code], stderr).toEqual([environment, 0]);
  }
});

describe("one project in two accounts and under one prefix", () => {
  test("is valid as it is in each of them", async () => {
    expect(await snowtower(["validate", "-c", folder])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^valid: /) });
  });

  test("lives in accounts of its own", () => {
    expect(["local-test", "local-prod", "local"].map((name) => existsSync(join(folder, ".snowtower", name)))).toEqual([true, true, false]);
  });

  test.each(ENVIRONMENTS)("has nothing left to do in %s", async (environment) => {
    const { code, stdout, stderr } = await snowtower(["plan", "-c", folder, "--env", environment]);
    expect([code, stdout], stderr).toEqual([0, expect.stringContaining("ST2032")]);
    expect(stdout).toContain(`Account SNOWTOWER.LOCAL_${environment === "prod" ? "PROD" : "TEST"} at local`);
  });

  test("has other sizes, fewer users, and databases under other names in the text of views", async () => {
    const sizes = async (connection: string): Promise<readonly string[]> =>
      (await query(connection, "SHOW WAREHOUSES LIKE '%LOAD'")).map(({ name, size }) => `${name} ${size}`);
    expect([await sizes("local:prod"), await sizes("local:test")]).toEqual([["LOAD Large"], expect.arrayContaining(["LOAD X-Small", "DEV__LOAD X-Small"])]);
    expect(await names("local:prod", "SHOW USERS")).toEqual(expect.arrayContaining(["ADA", "BOB"]));
    const users = await names("local:test", "SHOW USERS");
    expect(users.filter((name) => /ADA|BOB/.test(name))).toEqual(["ADA"]);
    const texts = async (connection: string, schema: string): Promise<readonly (string | undefined)[]> =>
      (await query(connection, `SHOW VIEWS IN SCHEMA ${schema}`)).map(({ text }) => /FROM (\S+)/.exec(text ?? "")?.[1]);
    expect(await texts("local:prod", "MART.PUBLIC_DATA")).toEqual(["raw.shop.orders"]);
    expect(await texts("local:test", "MART.PUBLIC_DATA")).toEqual(["raw_copy.shop.orders"]);
    expect(await texts("local:test", "DEV__MART.PUBLIC_DATA")).toEqual(["DEV__raw_copy.shop.orders"]);
    expect(await names("local:prod", "SHOW DATABASES LIKE 'RAW%'")).toEqual(["RAW"]);
  });

  test("plans the envelope of what somebody else creates, and recreates", async () => {
    const recreate = (columns: string) => query("local:prod", `CREATE OR REPLACE TABLE MART.PUBLIC_DATA.DAILY (${columns})`);
    await recreate("DAY DATE");
    expect((await snowtower(["apply", "-c", folder, "--env", "prod", "--yes"])).code).toBe(0);
    expect((await snowtower(["plan", "-c", folder, "--env", "prod"])).code).toBe(0);
    await recreate("DAY DATE, ORDERS NUMBER");
    await query("local:prod", "REVOKE SELECT ON TABLE MART.PUBLIC_DATA.DAILY FROM ROLE MART__PUBLIC_DATA__READ__S_ROLE");
    const { code, stdout } = await snowtower(["plan", "-c", folder, "--env", "prod", "--format", "json"]);
    const steps = (JSON.parse(stdout) as { steps: { statements: { text: string }[] }[] }).steps.flatMap(({ statements }) => statements.map(({ text }) => text));
    expect([code, steps]).toEqual([
      2,
      [
        `ALTER TABLE "MART"."PUBLIC_DATA"."DAILY" SET COMMENT = 'One row a day'`,
        'GRANT SELECT ON TABLE "MART"."PUBLIC_DATA"."DAILY" TO ROLE "MART__PUBLIC_DATA__READ__S_ROLE"',
      ],
    ]);
  });

  test("a plan for one account is not applied to another", async () => {
    const file = join(folder, "prod.plan");
    await query("local:prod", "ALTER WAREHOUSE LOAD SET AUTO_SUSPEND = 61");
    await snowtower(["plan", "-c", folder, "--env", "prod", "--out", file]);
    const { code, stderr } = await snowtower(["apply", file, "-c", folder, "--env", "test", "--yes"]);
    expect([code, stderr.replace(/\s+/g, " ")]).toEqual([4, expect.stringMatching(/ST4003.*SNOWTOWER\.LOCAL_PROD .*this is SNOWTOWER\.LOCAL_TEST/)]);
  });

  test("destroys one environment, save what is protected, and leaves the other as it is", async () => {
    const { code, stdout } = await snowtower(["destroy", "-c", folder, "--env", "dev", "--yes"]);
    expect([code, stdout.replace(/\s+/g, " ")]).toEqual([
      0,
      expect.stringContaining("warehouse:DEV__LOAD is not described and is not dropped: it is protected"),
    ]);
    expect((await names("local:test", "SHOW DATABASES")).filter((name) => name.startsWith("DEV__"))).toEqual([]);
    expect(await names("local:test", "SHOW WAREHOUSES")).toContain("DEV__LOAD");
    expect((await snowtower(["plan", "-c", folder, "--env", "test"])).code).toBe(0);
  });
});

test("a mistake of one environment is told by validate, once, and with its place", async () => {
  const broken = PROJECT["snowtower.yaml"].replace("warehouse: {load: {size: LARGE}}", "warehouse: {lod: {size: LARGE}, load: {size: HUGE}}");
  const files = { ...PROJECT, "snowtower.yaml": broken, "mart/public_data/view/leak.yaml": "text: SELECT ID FROM mart.public_data.orders_now\n" };
  const { code, stderr } = await snowtower(["validate", "-c", projectFolder(files)]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/error\[ST1120\] snowtower\.yaml:16:19: in the environment prod: no file describes the warehouse lod/);
  expect(stderr).toMatch(/error\[ST1104\] snowtower\.yaml:16:52: in the environment prod: expected one of XSMALL/);
  expect(stderr).toMatch(/warning\[ST1121\] mart\/public_data\/view\/leak\.yaml:1:1: in the environment dev: it names MART\.PUBLIC_DATA\.ORDERS_NOW/);
  expect(stderr).toMatch(/\n2 errors, 1 warning\n$/);
  expect(stderr).toContain("did you mean LOAD?");
});
