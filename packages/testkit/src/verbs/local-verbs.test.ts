import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runScript } from "../script/run-script.ts";
import { localVerbs } from "./local-verbs.ts";

const folder = mkdtempSync(join(tmpdir(), "local-verbs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROJECT = "-- a/role.yaml --\nR: {}\n-- wrong/role.yaml --\nR:\n  coment: x\n";

async function failureOf(commands: string): Promise<string> {
  const path = join(folder, "a.txtar");
  writeFileSync(path, `# x\n${commands}${PROJECT}`);
  return runScript(path, localVerbs, { place: "a" }).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
}

describe("a script over a local account fails", () => {
  test.each([
    ["when there is something left to do", "again a\n", "a:2: there are changes again:\nrole:R (create, safe)"],
    ["when the project is wrong and nothing expects it", "plan wrong\n", 'unknown field "coment"'],
    ["when again meets a wrong project", "again wrong\n", "a:2: role.yaml:2:3 error[ST1101]"],
    ["when nothing was applied", "undo\n", "a:2: nothing was applied"],
    ["when the undo of one apply is run twice", "apply a\nundo\nundo\n", "a:4: nothing was applied"],
    ["when Snowflake refuses and nothing expects it", 'sql "DROP ROLE NOBODY"\n', "a:2: the last verb ended with 1"],
    ["when a column is not there", 'show "SHOW ROLES" nome\n', "a:2: no column nome; there are created_on, name"],
    ["when a word is not known", "plan a brif\n", "a:2: does not take brif"],
    ["when facts come too late", "plan a\nfacts edition=STANDARD\n", "a:3: facts come before"],
    ["when there is no such edition", "facts edition=GOLD\n", "a:2: facts takes edition=STANDARD|ENTERPRISE"],
    ["when a prefix is none", "prefix a__b\nplan a\n", "a:3: an environment's prefix has no __ in it"],
  ])("%s", async (_, commands, message) => expect(await failureOf(commands)).toContain(message));

  test("and passes otherwise", async () => {
    const commands = 'apply a\nstdout contains "role:R (create, safe)"\nagain a\nundo\nstdout contains "as before"\nsql "DROP ROLE R"\nexit 1\n';
    expect(await failureOf(commands)).toBe("");
  });
});
