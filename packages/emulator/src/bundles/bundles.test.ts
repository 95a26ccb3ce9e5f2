import { expect, it, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const SWITCH = (name: string, on: boolean): string => `SELECT SYSTEM$${on ? "ENABLE" : "DISABLE"}_BEHAVIOR_CHANGE_BUNDLE('${name}')`;

test("a bundle is released, or switched by the account administrator", async () => {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  const status = async (name: string) => Object.values((await show(session, `SELECT SYSTEM$BEHAVIOR_CHANGE_BUNDLE_STATUS('${name}')`))[0] ?? {})[0];
  expect([await status("2026_05"), await status("2026_06"), await status("2026_07")]).toEqual(["RELEASED", "ENABLED", "DISABLED"]);
  await must(session, SWITCH("2026_07", true));
  await must(session, SWITCH("2026_06", false));
  expect([await status("2026_06"), await status("2026_07")]).toEqual(["DISABLED", "ENABLED"]);
  expect(Object.values((await show(session, "SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES()"))[0] ?? {})).toEqual([
    '[{"name":"2026_06","isDefault":true,"isEnabled":false},{"name":"2026_07","isDefault":false,"isEnabled":true}]',
  ]);
  expect(await run(session, SWITCH("2026_05", false))).toMatchObject({ code: "001008" });
  expect(await run(session, SWITCH("2026_99", true))).toMatchObject({ code: "001008" });
  expect(await run(as(account, "SYSADMIN"), SWITCH("2026_07", false))).toMatchObject({ code: "003001" });
});

test("an account starts with the bundles it is told, and a fork keeps them apart", async () => {
  const account = LocalAccount.create({ bundles: ["2026_07"] });
  const enabled = async (of: LocalAccount) => Object.values((await show(of, "SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES()"))[0] ?? {}).join();
  expect(await enabled(account)).toContain('"name":"2026_06","isDefault":true,"isEnabled":false');
  const fork = account.fork();
  await must(fork, SWITCH("2026_06", true));
  expect(await enabled(account)).not.toBe(await enabled(fork));
  expect(() => LocalAccount.create({ bundles: ["2020_01"] })).toThrow("no bundle 2020_01");
});

/** Each behaviour without and with its bundle: what is shown of it. */
const CHANGES: readonly (readonly [string, string, string, string, (account: LocalAccount) => Promise<unknown>, unknown, unknown])[] = [
  [
    "2026_06",
    "bcr-2373",
    "query acceleration of a new warehouse",
    "CREATE WAREHOUSE w",
    async (account) => (await show(account, "SHOW WAREHOUSES LIKE 'w'")).map((row) => [row.enable_query_acceleration, row.query_acceleration_max_scale_factor]),
    [["true", "2"]],
    [["true", "8"]],
  ],
  [
    "2026_06",
    "bcr-2373",
    "query acceleration of a new warehouse of the first generation",
    "CREATE WAREHOUSE w GENERATION = '1'",
    async (account) => (await show(account, "SHOW WAREHOUSES LIKE 'w'")).map((row) => row.enable_query_acceleration),
    ["false"],
    ["true"],
  ],
  [
    "2026_06",
    "bcr-2363",
    "a resumed singleton task",
    "CREATE DATABASE d; CREATE TASK d.public.k WAREHOUSE = compute_wh SCHEDULE = '5 MINUTE' AS SELECT 1; ALTER TASK d.public.k RESUME",
    (account) => run(account, "ALTER TASK d.public.k SET SCHEDULE = '10 MINUTES'"),
    expect.objectContaining({ code: "091421" }),
    "Statement executed successfully.",
  ],
  [
    "2026_06",
    "bcr-2382",
    "a column below a virtual one",
    "CREATE DATABASE d; CREATE TABLE d.public.t (a INT, b INT, vc INT AS (a + b), vd INT AS (vc + 1))",
    (account) => run(account, "ALTER TABLE d.public.t DROP COLUMN a CASCADE"),
    expect.objectContaining({ code: "011208", message: "SQL compilation error:\nCannot drop column 'A' because virtual column 'VC' depends on it" }),
    "Statement executed successfully.",
  ],
  [
    "2026_07",
    "bcr-2394",
    "the type of a stage with SNOWFLAKE_SSE",
    "CREATE DATABASE d; CREATE STAGE d.public.s ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE')",
    async (account) => {
      const session = as(account, "ACCOUNTADMIN");
      await must(session, "USE WAREHOUSE compute_wh");
      return show(session, "SELECT stage_type FROM d.information_schema.stages");
    },
    [{ STAGE_TYPE: null }],
    [{ STAGE_TYPE: "Internal Named" }],
  ],
  [
    "2026_07",
    "bcr-2416",
    "MANAGE GRANTS and INFORMATION_SCHEMA",
    `CREATE DATABASE d; CREATE TABLE d.public.t (a INT); CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r;
     GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE r`,
    async (account) => {
      const session = as(account, "R");
      await must(session, "USE WAREHOUSE compute_wh");
      return show(session, "SELECT table_name FROM d.information_schema.tables");
    },
    [],
    [{ TABLE_NAME: "T" }],
  ],
];

it.each(CHANGES)("%s (%s): %s", async (bundle, _page, _what, setUp, look, without, withIt) => {
  const before = LocalAccount.create({ bundles: [] });
  await must(before, setUp);
  expect(await look(before)).toEqual(without);
  const after = LocalAccount.create({ bundles: [bundle] });
  await must(after, setUp);
  expect(await look(after)).toEqual(withIt);
});
