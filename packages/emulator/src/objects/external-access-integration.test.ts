import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(
    made,
    `CREATE DATABASE d;
     CREATE NETWORK RULE d.public.out TYPE = HOST_PORT MODE = EGRESS VALUE_LIST = ('example.com');
     CREATE NETWORK RULE d.public.in TYPE = IPV4;
     CREATE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = 'x'`.replace("public.in ", 'public."in" '),
  );
  return made;
}

const CREATE = "CREATE EXTERNAL ACCESS INTEGRATION e ALLOWED_NETWORK_RULES = (d.public.out)";

test("DESCRIBE and SHOW", async () => {
  const made = await account();
  await must(made, `${CREATE} ALLOWED_AUTHENTICATION_SECRETS = (d.public.s) ENABLED = TRUE; COMMENT ON INTEGRATION e IS 'abc'`);
  for (const words of ["EXTERNAL ACCESS INTEGRATION", "INTEGRATION"])
    expect((await show(made, `DESC ${words} e`)).map((row) => [row.property, row.property_value])).toEqual([
      ["ENABLED", "true"],
      ["ALLOWED_NETWORK_RULES", "[D.PUBLIC.OUT]"],
      ["ALLOWED_API_AUTHENTICATION_INTEGRATIONS", "[]"],
      ["ALLOWED_AUTHENTICATION_SECRETS", "[D.PUBLIC.S]"],
      ["COMMENT", "abc"],
    ]);
  for (const words of ["EXTERNAL ACCESS INTEGRATIONS", "INTEGRATIONS"]) {
    const [row] = await show(made, `SHOW ${words} LIKE 'E'`);
    expect(Object.keys(row ?? {}).join()).toBe("name,type,category,enabled,comment,created_on");
    expect(row).toMatchObject({ name: "E", type: "EXTERNAL_ACCESS", category: "EXTERNAL_ACCESS", enabled: "true", comment: "abc" });
  }
});

test.each([
  ["ALLOWED_NETWORK_RULES = (d.public.out)", "001003"],
  ["ENABLED = TRUE", "001003"],
  ["ALLOWED_NETWORK_RULES = (d.public.nowhere) ENABLED = TRUE", "002003"],
  ['ALLOWED_NETWORK_RULES = (d.public."in") ENABLED = TRUE', "001008"],
  ["ALLOWED_NETWORK_RULES = (d.public.out) ALLOWED_AUTHENTICATION_SECRETS = (d.public.nowhere) ENABLED = TRUE", "002003"],
  ["ALLOWED_NETWORK_RULES = (d.public.out) ALLOWED_API_AUTHENTICATION_INTEGRATIONS = (nowhere) ENABLED = TRUE", "002003"],
])("CREATE EXTERNAL ACCESS INTEGRATION %s is refused", async (text, code) => {
  expect(await run(await account(), `CREATE EXTERNAL ACCESS INTEGRATION e ${text}`)).toMatchObject({ code });
});

test("ALTER, and the rule it names stays", async () => {
  const made = await account();
  await must(made, `${CREATE} ENABLED = TRUE`);
  await must(made, "ALTER EXTERNAL ACCESS INTEGRATION e SET ALLOWED_AUTHENTICATION_SECRETS = ALL ENABLED = FALSE");
  const value = async (named: string) => (await show(made, "DESC INTEGRATION e")).find((row) => row.property === named)?.property_value;
  expect([await value("ALLOWED_AUTHENTICATION_SECRETS"), await value("ENABLED")]).toEqual(["ALL", "false"]);
  expect(await run(made, "DROP NETWORK RULE d.public.out")).toMatchObject({ code: "003120" });
  await must(made, "ALTER INTEGRATION e SET ENABLED = TRUE");
  expect(await value("ENABLED")).toBe("true");
  expect(await run(made, "ALTER INTEGRATION e SET ALLOWED_NETWORK_RULES = ()")).toMatchObject({ code: "000002" });
  expect(await run(made, "ALTER EXTERNAL ACCESS INTEGRATION e RENAME TO f")).toMatchObject({ code: "001003" });
  await must(made, "DROP INTEGRATION e; DROP NETWORK RULE d.public.out");
  expect(await run(made, "DROP INTEGRATION e")).toMatchObject({ code: "002003" });
});

test("needs CREATE INTEGRATION, and USAGE on the secrets", async () => {
  const made = await account();
  await must(made, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.public TO ROLE r");
  await must(made, "GRANT OWNERSHIP ON NETWORK RULE d.public.out TO ROLE r; GRANT READ ON SECRET d.public.s TO ROLE r");
  expect(await run(as(made, "R"), `${CREATE} ENABLED = TRUE`)).toMatchObject({ code: "003001" });
  await must(made, "GRANT CREATE INTEGRATION ON ACCOUNT TO ROLE r");
  const withSecret = `${CREATE} ALLOWED_AUTHENTICATION_SECRETS = (d.public.s) ENABLED = TRUE`;
  expect(await run(as(made, "R"), withSecret)).toMatchObject({ code: "003001" });
  await must(made, "GRANT USAGE ON SECRET d.public.s TO ROLE r");
  await must(as(made, "R"), withSecret);
});

test("a function uses it with its secrets", async () => {
  const made = await account();
  await must(made, `${CREATE} ALLOWED_AUTHENTICATION_SECRETS = (d.public.s) ENABLED = TRUE`);
  await must(
    made,
    `CREATE FUNCTION d.public.f() RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.12' HANDLER = 'f'
     EXTERNAL_ACCESS_INTEGRATIONS = (e) SECRETS = ('foo' = d.public.s) AS 'def f(): return 1'`,
  );
});
