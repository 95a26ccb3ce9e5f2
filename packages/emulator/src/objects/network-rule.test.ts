import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(made, "CREATE DATABASE d");
  return made;
}

test.each([
  ["IPV4", "INGRESS", "'10.0.0.1', '192.168.0.0/16', '0.0.0.0/0'", "'10.0.0', '10.0.0.0/33', '::1', 'x'"],
  ["IPV6", "INGRESS", "'2001:db8::/32', '2001:0db8:85a3::8a2e:370:7334', '::ffff:10.0.0.1'", "'10.0.0.1', '2001:db8::/129', 'fe80::1%eth0'"],
  ["AWSVPCEID", "INTERNAL_STAGE", "'vpce-123abc3420c1931'", "'vpc-123abc', 'vpce-'"],
  ["GCPPSCID", "INGRESS", "'31618973889077266', '{31618973889077288:8.8.8.0/24,172.16.0.0/12}'", "'abc'"],
  [
    "HOST_PORT",
    "EGRESS",
    "'example.com', 'example.com:443', 'a-*.example.com:1-65535', '*.example.com', 'example.com:0', '0.0.0.0', '0.0.0.0:80'",
    "'example', 'example.com:65536', 'a.*.com', '*a*.example.com', 'https://example.com', '0.0.0.0:22', 'example.com:9-1', ''",
  ],
  ["PRIVATE_HOST_PORT", "EGRESS", "'demo.database.windows.net'", "'*.windows.net'"],
  ["COMPUTE_POOL", "INGRESS", "'ALL', 'my_pool'", "'my pool'"],
])("values of %s", async (type, mode, right, wrong) => {
  const made = await account();
  await must(made, `CREATE NETWORK RULE d.public.r TYPE = ${type} MODE = ${mode} VALUE_LIST = (${right})`);
  for (const value of wrong.split(", ")) {
    expect(await run(made, `ALTER NETWORK RULE d.public.r SET VALUE_LIST = (${value})`)).toMatchObject({ code: "001008" });
  }
});

test.each([
  ["TYPE = HOST_PORT", "001008"],
  ["TYPE = IPV4 MODE = EGRESS", "001008"],
  ["TYPE = IPV6 MODE = INTERNAL_STAGE", "001008"],
  ["TYPE = IPV5", "001008"],
  ["MODE = INGRESS", "001003"],
  ["TYPE = PRIVATE_HOST_PORT MODE = EGRESS VALUE_LIST = ('a.example.com', 'b.example.com')", "001008"],
])("CREATE NETWORK RULE %s is refused", async (text, code) => {
  expect(await run(await account(), `CREATE NETWORK RULE d.public.r ${text}`)).toMatchObject({ code });
});

test("SHOW and DESCRIBE", async () => {
  const made = await account();
  await must(made, "CREATE NETWORK RULE d.public.r TYPE = 'IPV4' VALUE_LIST = ('10.0.0.1', '10.0.0.2') COMMENT = 'abc'");
  const [shown] = await show(made, "SHOW NETWORK RULES IN SCHEMA d.public");
  expect(Object.keys(shown ?? {}).join()).toBe("created_on,name,database_name,schema_name,owner,comment,type,mode,entries_in_valuelist,owner_role_type");
  expect(Object.values(shown ?? {}).slice(1)).toEqual(["R", "D", "PUBLIC", "ACCOUNTADMIN", "abc", "IPV4", "INGRESS", "2", "ROLE"]);
  const [described] = await show(made, "DESC NETWORK RULE d.public.r");
  expect(Object.keys(described ?? {}).join()).toBe("created_on,name,database_name,schema_name,owner,comment,type,mode,value_list");
  expect(described?.value_list).toBe("10.0.0.1,10.0.0.2");
});

test("only values and comment change", async () => {
  const made = await account();
  await must(made, "CREATE NETWORK RULE d.public.r TYPE = IPV4 VALUE_LIST = ('10.0.0.1')");
  expect(await run(made, "ALTER NETWORK RULE d.public.r SET TYPE = IPV6")).toMatchObject({ code: "001420" });
  expect(await run(made, "ALTER NETWORK RULE d.public.r RENAME TO d.public.s")).toMatchObject({ code: "001003" });
  expect(await run(made, "CREATE OR ALTER NETWORK RULE d.public.r TYPE = IPV6 VALUE_LIST = ('::1')")).toMatchObject({ code: "001008" });
  await must(made, "CREATE OR ALTER NETWORK RULE d.public.r TYPE = IPV4 VALUE_LIST = ('10.0.0.9')");
  await must(made, "ALTER NETWORK RULE d.public.r UNSET VALUE_LIST");
  expect((await show(made, "DESC NETWORK RULE d.public.r"))[0]?.value_list).toBe("");
});

test("a rule that a policy names stays", async () => {
  const made = await account();
  await must(made, "CREATE NETWORK RULE d.public.r TYPE = IPV4; CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = (d.public.r)");
  expect(await run(made, "DROP NETWORK RULE d.public.r")).toMatchObject({ code: "003120" });
  expect(await run(made, "CREATE OR REPLACE NETWORK RULE d.public.r TYPE = IPV4")).toMatchObject({ code: "003120" });
  for (const container of ["SCHEMA d.public", "DATABASE d"]) expect(await run(made, `DROP ${container}`)).toMatchObject({ code: "003611" });
  await must(made, "DROP NETWORK POLICY p; DROP NETWORK RULE d.public.r");
});

test("needs the privilege on the schema, and OWNERSHIP for the rest", async () => {
  const made = await account();
  await must(made, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.public TO ROLE r");
  expect(await run(as(made, "R"), "CREATE NETWORK RULE d.public.x TYPE = IPV4")).toMatchObject({ code: "003001" });
  await must(made, "GRANT CREATE NETWORK RULE ON SCHEMA d.public TO ROLE r");
  await must(as(made, "R"), "CREATE NETWORK RULE d.public.x TYPE = IPV4; DESC NETWORK RULE d.public.x");
  await must(made, "CREATE ROLE s; GRANT ROLE s TO USER admin; GRANT USAGE ON DATABASE d TO ROLE s; GRANT CREATE TABLE, USAGE ON SCHEMA d.public TO ROLE s");
  expect(await run(as(made, "S"), "DESC NETWORK RULE d.public.x")).toMatchObject({ code: "002003" });
  // MANAGE GRANTS finds it, and wants OWNERSHIP all the same.
  expect(await run(as(made, "SECURITYADMIN"), "DESC NETWORK RULE d.public.x")).toMatchObject({ code: "003001" });
});
