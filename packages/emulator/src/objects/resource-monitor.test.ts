import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const NOW = Date.UTC(2026, 0, 15, 12);

function account(): LocalAccount {
  return LocalAccount.create({ now: () => NOW });
}

test("SHOW RESOURCE MONITORS", async () => {
  const made = account();
  await must(
    made,
    `CREATE RESOURCE MONITOR rm CREDIT_QUOTA = 100 FREQUENCY = 'MONTHLY' START_TIMESTAMP = IMMEDIATELY
     TRIGGERS ON 75 PERCENT DO NOTIFY ON 50 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND ON 110 PERCENT DO SUSPEND_IMMEDIATE`,
  );
  const [row] = await show(made, "SHOW RESOURCE MONITORS LIKE 'RM'");
  expect(row).toEqual({
    name: "RM",
    credit_quota: "100.00",
    used_credits: "0.00",
    remaining_credits: "100.00",
    level: null,
    frequency: "MONTHLY",
    start_time: (NOW / 1000).toFixed(3),
    end_time: null,
    notify_at: "50%,75%",
    suspend_at: "100%",
    suspend_immediately_at: "110%",
    created_on: (NOW / 1000).toFixed(3),
    owner: "ACCOUNTADMIN",
    comment: "",
    notify_users: "",
  });
});

test("a number with decimals is text: a driver reads a number of scale 0 as an integer", async () => {
  const made = account();
  await must(made, "CREATE RESOURCE MONITOR rm CREDIT_QUOTA = 100");
  const [outcome] = await as(made, "ACCOUNTADMIN").execute("SHOW RESOURCE MONITORS");
  const types = outcome?.kind === "done" ? Object.fromEntries(outcome.result.columns.map(({ name, type }) => [name, type])) : {};
  expect([types.credit_quota, types.used_credits, types.remaining_credits]).toEqual(["text", "text", "text"]);
});

test.each([
  ["WITH FREQUENCY = DAILY", "001008"],
  ["WITH START_TIMESTAMP = IMMEDIATELY", "001008"],
  ["WITH FREQUENCY = HOURLY START_TIMESTAMP = IMMEDIATELY", "001008"],
  ["WITH FREQUENCY = DAILY START_TIMESTAMP = 'soon'", "001008"],
  ["WITH FREQUENCY = DAILY START_TIMESTAMP = '2026-02-01 00:00' END_TIMESTAMP = '2026-01-31 00:00 UTC'", "001008"],
  ["WITH CREDIT_QUOTA = 0", "001008"],
  ["WITH NOTIFY_USERS = (nobody)", "002003"],
  ["WITH NOTIFY_USERS = (admin)", "001008"],
  ["TRIGGERS ON 10 PERCENT DO SUSPEND ON 20 PERCENT DO SUSPEND", "001008"],
  [
    "TRIGGERS ON 1 PERCENT DO NOTIFY ON 2 PERCENT DO NOTIFY ON 3 PERCENT DO NOTIFY ON 4 PERCENT DO NOTIFY ON 5 PERCENT DO NOTIFY ON 6 PERCENT DO NOTIFY",
    "001008",
  ],
  ["TRIGGERS ON 10 PERCENT DO NOTHING", "001003"],
  ["TRIGGERS", "001003"],
])("CREATE RESOURCE MONITOR %s is refused", async (text, code) => {
  expect(await run(account(), `CREATE RESOURCE MONITOR rm ${text}`)).toMatchObject({ code });
});

test("triggers are replaced, not added to", async () => {
  const made = account();
  await must(made, "CREATE USER u EMAIL = 'u@example.com'; CREATE RESOURCE MONITOR rm WITH TRIGGERS ON 75 PERCENT DO NOTIFY");
  await must(made, "ALTER RESOURCE MONITOR rm SET CREDIT_QUOTA = 5 NOTIFY_USERS = (u) TRIGGERS ON 80 PERCENT DO SUSPEND");
  await must(made, "ALTER RESOURCE MONITOR rm SET FREQUENCY = NEVER, START_TIMESTAMP = '2026-02-01 00:00:00 +0100'");
  const [row] = await show(made, "SHOW RESOURCE MONITORS");
  expect(row).toMatchObject({ credit_quota: "5.00", notify_at: null, suspend_at: "80%", notify_users: "U", frequency: "NEVER" });
  expect(row?.start_time).toBe((Date.UTC(2026, 0, 31, 23) / 1000).toFixed(3));
  await must(made, "ALTER RESOURCE MONITOR rm SET END_TIMESTAMP = '2026-03-01'");
  expect((await show(made, "SHOW RESOURCE MONITORS"))[0]?.end_time).toBe((Date.UTC(2026, 2, 1, 12) / 1000).toFixed(3));
  for (const form of ["RENAME TO x", "UNSET CREDIT_QUOTA", "SET"])
    expect(await run(made, `ALTER RESOURCE MONITOR rm ${form}`)).toMatchObject({ code: "001003" });
});

test("of warehouses and the account", async () => {
  const made = account();
  const level = async () => (await show(made, "SHOW RESOURCE MONITORS"))[0]?.level;
  expect(await run(made, "CREATE WAREHOUSE w RESOURCE_MONITOR = rm")).toMatchObject({ code: "002003" });
  await must(made, 'CREATE RESOURCE MONITOR rm; CREATE WAREHOUSE w RESOURCE_MONITOR = "RM"');
  expect(await level()).toBe("WAREHOUSE");
  expect((await show(made, "SHOW WAREHOUSES LIKE 'w'"))[0]?.resource_monitor).toBe("RM");
  await must(made, "ALTER WAREHOUSE w SET RESOURCE_MONITOR = NULL; ALTER ACCOUNT SET RESOURCE_MONITOR = rm");
  expect(await level()).toBe("ACCOUNT");
  await must(made, "ALTER ACCOUNT SET RESOURCE_MONITOR = NULL");
  expect(await level()).toBe(null);
  await must(made, "ALTER WAREHOUSE w SET RESOURCE_MONITOR = rm; DROP RESOURCE MONITOR rm");
  expect((await show(made, "SHOW WAREHOUSES LIKE 'w'"))[0]?.resource_monitor).toBe("null");
  await must(made, "CREATE USER u EMAIL = 'u@example.com'; CREATE RESOURCE MONITOR rm WITH NOTIFY_USERS = (u)");
  expect(await run(made, "ALTER ACCOUNT SET RESOURCE_MONITOR = rm")).toMatchObject({ code: "001008" });
});

test("only account administrators create and assign; others see and change what they are granted", async () => {
  const made = account();
  expect(await run(as(made, "SYSADMIN"), "CREATE RESOURCE MONITOR rm")).toMatchObject({ code: "003001" });
  await must(made, "CREATE RESOURCE MONITOR rm; CREATE ROLE r; GRANT ROLE r TO USER admin");
  expect(await show(as(made, "R"), "SHOW RESOURCE MONITORS")).toEqual([]);
  await must(made, "GRANT MONITOR ON RESOURCE MONITOR rm TO ROLE r");
  expect(await show(as(made, "R"), "SHOW RESOURCE MONITORS")).toHaveLength(1);
  expect(await run(as(made, "R"), "ALTER RESOURCE MONITOR rm SET CREDIT_QUOTA = 2")).toMatchObject({ code: "003001" });
  await must(made, "GRANT MODIFY ON RESOURCE MONITOR rm TO ROLE r; GRANT CREATE WAREHOUSE ON ACCOUNT TO ROLE r");
  await must(as(made, "R"), "ALTER RESOURCE MONITOR rm SET CREDIT_QUOTA = 2");
  expect(await run(as(made, "R"), "CREATE WAREHOUSE w RESOURCE_MONITOR = rm")).toMatchObject({ code: "002003" });
});
