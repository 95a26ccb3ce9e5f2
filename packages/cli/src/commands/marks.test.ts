import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandLine, folderOf, type Told } from "../testing/command-line.ts";

const LOCAL = ["--connection", "local"];
const newKey = (): string => randomBytes(32).toString("base64url").padEnd(44, "=");
const KEY = newKey();

const users = (ada: string, bob = "Plums-and-7-pears"): string =>
  `ada:\n  email: ada@acme.example\n  password: ${ada}\nbob:\n  email: bob@acme.example\n  password: ${bob}\n`;

class Project {
  readonly folder = folderOf({ "user.yaml": users("Tr0ub4dor-and-three") });

  /** Words in a row, however they were broken into lines. */
  async run(command: string, args: readonly string[] = [], key: string | null = KEY): Promise<Told> {
    const env: Record<string, string> = key === null ? {} : { SNOWFLAKE_CONFIG_FERNET_KEYS: key };
    const told = await commandLine([command, "-c", this.folder, ...LOCAL, ...args], { env });
    expect(told.stdout + told.stderr).not.toMatch(/Tr0ub4dor|Plums-and/);
    return { ...told, stdout: told.stdout.replace(/\s+/g, " "), stderr: told.stderr.replace(/\s+/g, " ") };
  }

  async sql(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) expect((await commandLine(["query", "-c", this.folder, statement, ...LOCAL])).code, statement).toBe(0);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** As bootstrap makes it. */
  async withState(): Promise<this> {
    await this.sql("CREATE DATABASE SNOWTOWER", "CREATE SCHEMA SNOWTOWER.STATE WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 0");
    return this;
  }

  async tables(): Promise<readonly { readonly name: string; readonly comment: string }[]> {
    const shown = await commandLine(["query", "-c", this.folder, "SHOW TABLES IN SCHEMA SNOWTOWER.STATE", "--format", "json", ...LOCAL]);
    return JSON.parse(shown.stdout);
  }
}

test("a secret that was applied is known again; one that is described anew is set, and no other", async () => {
  const project = await new Project().withState();
  const planned = await project.run("plan", ["--sql"]);
  expect(planned.stdout).toContain('CREATE OR REPLACE TRANSIENT TABLE "SNOWTOWER"."STATE"."MARK_');
  // The state schema is nobody's to plan, though nobody describes it.
  expect(planned.stdout).not.toContain("DROP DATABASE");
  expect((await project.run("apply", ["--yes"])).code).toBe(0);
  expect((await project.tables()).map(({ comment }) => JSON.parse(comment).of).sort()).toEqual(["user:ADA", "user:BOB"]);
  expect(await project.run("plan")).toMatchObject({ code: 0, stdout: expect.stringMatching(/No changes\. The account is as described\. $/) });

  // Moving it in the file is no change of it.
  project.write("user.yaml", `# moved\n\n${users("Tr0ub4dor-and-three")}`);
  expect((await project.run("plan")).code).toBe(0);
  project.write("user.yaml", users("Tr0ub4dor-and-four"));
  const changed = await project.run("plan", ["--sql"]);
  expect([changed.code, changed.stdout]).toEqual([2, expect.stringMatching(/ALTER USER "ADA" SET PASSWORD = \$\{secret:user\.yaml:3:\d+#/)]);
  expect(changed.stdout).not.toContain("BOB");
  expect(changed.stdout).toContain("cannot be undone: the former password is known to nobody");
  expect((await project.run("apply", ["--yes"])).code).toBe(0);
  expect((await project.run("plan")).code).toBe(0);
});

test("without a mark it cannot be told, and one note says so; --refresh-secrets sets every secret and marks it", async () => {
  const project = new Project();
  const first = await project.run("apply", ["--yes"]);
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining("no lock and no marks: role ACCOUNTADMIN sees no schema SNOWTOWER.STATE")]);
  const blind = await project.run("plan");
  expect([blind.code, blind.stdout]).toEqual([0, expect.not.stringContaining("ST2020")]);
  await project.withState();
  const untold = await project.run("plan");
  expect([untold.code, untold.stdout]).toEqual([0, expect.stringMatching(/warning\[ST2020\] .*: user ADA, user BOB hint: --refresh-secrets/)]);
  expect(untold.stdout.match(/ST2020/g)).toHaveLength(1);
  const refreshed = await project.run("apply", ["--refresh-secrets", "--yes"]);
  // Snowflake refuses a password that the user has, and so tells that he has it.
  expect([refreshed.code, refreshed.stdout, refreshed.stderr]).toEqual([
    0,
    expect.stringContaining("Done. 4 steps applied"),
    expect.stringContaining("note: user ADA: the secret was in use already, and stays: "),
  ]);
  expect(await project.run("plan")).toMatchObject({ code: 0, stdout: expect.not.stringContaining("ST2020") });
  // What was set at a console is not noticed, and this is what repairs it.
  await project.sql("ALTER USER ADA SET PASSWORD = 'Somebody-3lses'");
  expect((await project.run("plan")).code).toBe(0);
  const repaired = await project.run("apply", ["--refresh-secrets", "--only", "user:ADA", "--yes"]);
  expect([repaired.code, repaired.stderr]).toEqual([0, expect.not.stringContaining("in use already")]);
});

test("a password that was described anew and that Snowflake refuses is an error; --refresh-secrets takes it for the one that is set", async () => {
  const project = await new Project().withState();
  await project.run("apply", ["--yes"]);
  project.write("user.yaml", users("Tr0ub4dor-and-four"));
  await project.sql("ALTER USER ADA SET PASSWORD = 'Tr0ub4dor-and-four'");
  const refused = await project.run("apply", ["--yes"]);
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining("PRIOR_USE")]);
  const taken = await project.run("apply", ["--yes", "--refresh-secrets", "--only", "user:ADA"]);
  expect([taken.code, taken.stderr]).toEqual([0, expect.stringContaining("note: user ADA: the secret was in use already, and stays")]);
  expect((await project.run("plan")).code).toBe(0);
});

test("marks of another key tell nothing, and change nothing; those of a former key still do", async () => {
  const project = await new Project().withState();
  await project.run("apply", ["--yes"]);
  const other = newKey();
  expect(await project.run("plan", [], other)).toMatchObject({ code: 0, stdout: expect.stringContaining("ST2020") });
  const rotated = await project.run("plan", [], `${other},${KEY}`);
  expect([rotated.code, rotated.stdout]).toEqual([0, expect.not.stringContaining("ST2020")]);
  const keyless = await project.run("plan", [], null);
  expect([keyless.code, keyless.stdout]).toEqual([0, expect.not.stringContaining("ST2020")]);
});

test("the mark of a user that was dropped and made again by somebody else is not believed; that of a user who leaves the project goes", async () => {
  const project = await new Project().withState();
  await project.run("apply", ["--yes"]);
  await project.sql("DROP USER ADA", "CREATE USER ADA PASSWORD = 'Somebody-3lses'");
  expect((await project.run("plan")).stdout).toMatch(/ST2020\] .*: user ADA hint/);
  project.write("user.yaml", users("Tr0ub4dor-and-three").split("bob:")[0] ?? "");
  const applied = await project.run("apply", ["--yes", "--allow", "destructive"]);
  expect([applied.code, applied.stderr]).toEqual([0, expect.not.stringContaining("ST4016")]);
  expect((await project.tables()).map(({ comment }) => JSON.parse(comment).of)).toEqual(["user:ADA"]);
});

test("a mark that cannot be written is told, and the run goes on to its end", async () => {
  const project = await new Project().withState();
  project.write("snowtower.yaml", "scope: additive\n");
  await project.sql(
    "CREATE ROLE DEPLOYER",
    "GRANT ROLE DEPLOYER TO USER ADMIN",
    "GRANT CREATE USER, CREATE ROLE, MANAGE GRANTS ON ACCOUNT TO ROLE DEPLOYER",
    "GRANT USAGE ON DATABASE SNOWTOWER TO ROLE DEPLOYER",
    "GRANT USAGE, CREATE TABLE ON SCHEMA SNOWTOWER.STATE TO ROLE DEPLOYER",
  );
  const file = join(project.folder, "a.plan");
  expect((await project.run("plan", ["--role", "DEPLOYER", "--out", file])).code).toBe(2);
  // A mark of ADA that is another role's is in the way.
  const [, ada = ""] = /"(MARK_[0-9A-F]+)[^\n]*user:ADA/.exec((await project.run("plan", ["--role", "DEPLOYER", "--sql"])).stdout) ?? [];
  await project.sql(`CREATE TABLE SNOWTOWER.STATE.${ada} (A NUMBER)`);
  const applied = await project.run("apply", [file, "--role", "DEPLOYER", "--yes"]);
  expect([applied.code, applied.stderr]).toEqual([0, expect.stringMatching(/warning\[ST4016\]: the mark of user ADA could not be written: /)]);
  expect(applied.stderr).not.toContain("mark of user BOB could not");
  expect(applied.stdout).toContain("Done.");
  expect((await project.run("plan", ["--role", "DEPLOYER"])).stdout).toMatch(/ST2020\] .*: user ADA hint/);
});

test("state: off wants neither marks nor a lock; another schema can be named", async () => {
  const project = await new Project().withState();
  project.write("snowtower.yaml", "state: off\nscope: additive\n");
  const off = await project.run("apply", ["--yes"]);
  expect([off.code, off.stderr]).toEqual([0, expect.not.stringContaining("no lock")]);
  expect(await project.tables()).toEqual([]);
  project.write("snowtower.yaml", "state: snowtower.nowhere\nscope: additive\n");
  expect((await project.run("apply", ["--refresh-secrets", "--yes"])).stderr).toContain("sees no schema SNOWTOWER.NOWHERE");
  project.write("snowtower.yaml", "state: snowtower\n");
  expect(await project.run("plan")).toMatchObject({ code: 1, stderr: expect.stringContaining("error[ST1104] snowtower.yaml:1:8") });
});
