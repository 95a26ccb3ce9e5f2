import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { displayWidth } from "@snowtower/engine";
import { beforeEach, describe, expect, test } from "vitest";
import { commandLine, folderOf, type Told } from "../testing/command-line.ts";

const LOCAL = ["--connection", "local"];
const FILES = {
  "warehouse.yaml": "load_wh:\n  size: XSMALL\nbig_wh:\n  size: LARGE\n",
  "user.yaml": "ada:\n  email: ada@acme.example\n  password: Tr0ub4dor-and-three\n  business_roles: [engineer]\n",
  "business_role.yaml": "engineer:\n  schema_read: [core.sales]\n",
  "core/params.yaml": "{}\n",
  "core/sales/params.yaml": "{}\n",
};

let folder: string;
beforeEach(() => {
  folder = folderOf(FILES);
});

const run = (...args: readonly string[]): Promise<Told> => commandLine([...args, "-c", folder, ...LOCAL]);

async function sql(...statements: readonly string[]): Promise<void> {
  for (const statement of statements) expect((await run("query", statement)).code, statement).toBe(0);
}

describe("doctor", () => {
  test("says where one is, what one sees and may do, and that nothing is missing", async () => {
    const { code, stdout, stderr } = await run("doctor");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`Account SNOWTOWER.LOCAL at local (AWS_US_WEST_2)
  edition    ENTERPRISE
  version    9.35.2
  bundles    2026_06 is on; 2026_07 is off

Session
  user       ADMIN
  role       ACCOUNTADMIN, with 3 roles below it; secondary roles are off
  warehouse  COMPUTE_WH
  sees       every object and every grant
  owner      ACCOUNTADMIN owns what the project makes

State schema
  schema     SNOWTOWER.STATE is not there, or not shown to this role
  key        not set; 1 secret is described

What the project describes
              described  there  listed    create    change
  warehouses          2      1  all       yes       -
  roles               9      0  all       yes       -
  users               1      1  all       yes       -
  databases           1      0  all       yes       -
  schemas             1      0  all       yes       -

Could be better
  - there is no state schema SNOWTOWER.STATE: runs take no lock, and whether a
    secret is the described one cannot be told
    hint: snowtower bootstrap writes the SQL that makes it
  - no key is set, so that no secret can be marked: whether the account has the
    described ones cannot be told
    hint: set SNOWFLAKE_CONFIG_FERNET_KEYS to the project's key

All that the project needs is there.
`);
  });

  test("ends with 1 where something is missing, and says what would mend it: then it is mended", async () => {
    await sql(
      "CREATE ROLE DEPLOYER",
      "GRANT ROLE DEPLOYER TO USER ADMIN",
      "CREATE WAREHOUSE LOAD_WH",
      "CREATE DATABASE CORE",
      "CREATE DATABASE SNOWTOWER",
      "CREATE SCHEMA SNOWTOWER.STATE",
      "GRANT USAGE ON DATABASE SNOWTOWER TO ROLE DEPLOYER",
      "GRANT USAGE ON SCHEMA SNOWTOWER.STATE TO ROLE DEPLOYER",
      "GRANT USAGE ON DATABASE CORE TO ROLE DEPLOYER",
      "GRANT USAGE ON WAREHOUSE LOAD_WH TO ROLE DEPLOYER",
      "GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE DEPLOYER",
    );
    const ill = await run("doctor", "--role", "DEPLOYER", "--json");
    expect(ill.code).toBe(1);
    const found = JSON.parse(ill.stdout);
    expect(found).toMatchObject({ formatVersion: 1, ok: false, sight: "part", state: { kind: "present", marks: 0, lock: null } });
    expect(found.kinds.find(({ kind }: { kind: string }) => kind === "warehouses")).toMatchObject({
      create: { can: 0, of: 1 },
      change: { can: 0, of: 1 },
      read: "part",
    });
    const fixes: readonly string[] = found.problems.map(({ fix }: { fix: string }) => fix);
    expect(fixes).toEqual([
      "GRANT CREATE WAREHOUSE ON ACCOUNT TO ROLE DEPLOYER",
      "GRANT MODIFY ON WAREHOUSE LOAD_WH TO ROLE DEPLOYER",
      "GRANT CREATE ROLE ON ACCOUNT TO ROLE DEPLOYER",
      "GRANT CREATE USER ON ACCOUNT TO ROLE DEPLOYER",
      "GRANT MODIFY ON DATABASE CORE TO ROLE DEPLOYER",
      "GRANT CREATE SCHEMA ON DATABASE CORE TO ROLE DEPLOYER",
      "GRANT RESOLVE ALL ON ACCOUNT TO ROLE DEPLOYER",
      "GRANT MANAGE GRANTS ON ACCOUNT TO ROLE DEPLOYER",
      "GRANT USAGE, CREATE TABLE ON SCHEMA SNOWTOWER.STATE TO ROLE DEPLOYER",
    ]);
    await sql(...fixes);
    const well = await run("doctor", "--role", "DEPLOYER");
    expect([well.code, well.stdout]).toEqual([0, expect.stringContaining("All that the project needs is there.")]);
  });

  test("fits the terminal, and its colours say nothing that its words do not", async () => {
    await sql("CREATE ROLE A_ROLE_WITH_A_RATHER_LONG_NAME_THAT_SOMEBODY_CHOSE", "GRANT ROLE A_ROLE_WITH_A_RATHER_LONG_NAME_THAT_SOMEBODY_CHOSE TO USER ADMIN");
    const args = ["doctor", "-c", folder, ...LOCAL, "--role", "A_ROLE_WITH_A_RATHER_LONG_NAME_THAT_SOMEBODY_CHOSE"];
    for (const columns of ["60", "80", "120"]) {
      const plain = await commandLine(args, { env: { COLUMNS: columns } });
      expect(Math.max(...plain.stdout.split("\n").map(displayWidth))).toBeLessThanOrEqual(Number(columns));
      const coloured = await commandLine(args, { env: { COLUMNS: columns, FORCE_COLOR: "1" } });
      expect(coloured.stdout).toContain("\u001b[31m");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
      expect(coloured.stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain.stdout);
    }
  });

  test("of a folder that describes nothing tells of every kind", async () => {
    const empty = folderOf();
    const { code, stdout } = await commandLine(["doctor", "-c", empty, ...LOCAL]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/What SnowTower manages\n.*\n {2}warehouses +0/);
    expect(stdout).toContain("functions");
  });

  test("shows who holds the lock, and that its time is over", async () => {
    await sql(
      "CREATE DATABASE SNOWTOWER",
      "CREATE SCHEMA SNOWTOWER.STATE",
      `CREATE TRANSIENT TABLE SNOWTOWER.STATE.LOCK_ACCOUNTADMIN ("RUN r7" BOOLEAN COMMENT '2020-01-01T00:00:00.000Z') COMMENT = '{"lock":1,"run":"r7","who":"ADA","host":"build-7"}'`,
    );
    const { stdout } = await run("doctor");
    expect(stdout.replace(/\s+/g, " ")).toContain("lock ADA holds the lock with run r7, on build-7; its time is over, and the next run takes it");
    writeFileSync(join(folder, "snowtower.yaml"), "state: off\n");
    expect((await run("doctor")).stdout).toContain("schema     none, as snowtower.yaml says");
  });
});
