import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commandLine, folderOf, type Told } from "../testing/command-line.ts";

const LOCAL = ["--connection", "local"];
const FILES = {
  "warehouse.yaml": "wh:\n  size: XSMALL\n",
  "core/params.yaml": "{}\n",
  "core/hr/params.yaml": "{}\n",
  "core/hr/masking_policy/mask.yaml": "arguments: {ssn: VARCHAR(200)}\nreturns: VARCHAR(200)\nbody: \"'***'\"\n",
  "core/hr/table/people.yaml": "columns:\n  ssn: VARCHAR(200)\nmasking_policies:\n  - policy_name: mask\n    columns: [ssn]\n",
  "core/hr/secret/tok.yaml": "type: PASSWORD\nusername: robot\npassword: Hunter-2-hunter\n",
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = folderOf(FILES);
  file = join(folder, "a.plan");
  expect((await commandLine(["plan", "-c", folder, "--out", file, ...LOCAL])).code).toBe(2);
});

const explain = (...args: readonly string[]): Promise<Told> => commandLine(["explain", ...args, "--plan", file]);

interface Document {
  readonly number: number;
  readonly of: number;
  readonly step: { readonly id: string; readonly statements: readonly { readonly text: string }[] };
  readonly before: readonly { readonly number: number; readonly id: string; readonly because: string }[];
  readonly next: readonly { readonly id: string; readonly because: string }[];
  readonly restsOn: readonly string[];
}

const documentOf = async (step: string): Promise<Document> => JSON.parse((await explain(step, "--format", "json")).stdout) as Document;

describe("explain STEP", () => {
  test("says why, as whom, what it needs, runs, costs, what takes it back, and what it waits for", async () => {
    const { code, stdout, stderr } = await explain("table:CORE.HR.PEOPLE");
    expect([code, stderr]).toEqual([0, ""]);
    for (const words of [
      /^Step \d+ of \d+: table CORE\.HR\.PEOPLE\n/,
      /\n {2}why {7}core\/hr\/table\/people\.yaml:1 describes it/,
      /\n {2}runs as {3}ACCOUNTADMIN: it is the admin role, which makes what is new\n/,
      /\n {2}needs {5}CREATE TABLE on SCHEMA CORE\.HR\n/,
      /\n {2}risk {6}safe: nothing is lost/,
      /\n {2}undo {6}exact: it comes back as it was\n/,
      /\d masking policy CORE\.HR\.MASK: a policy or tag and what it is set on\s+must be there\n/,
      /schema CORE\.HR: it is in it\n/,
      /\nStatements\nUSE ROLE "ACCOUNTADMIN";\nCREATE TABLE "CORE"\."HR"\."PEOPLE" [\s\S]*MASKING POLICY "CORE"\."HR"\."MASK"/,
      /\nUndo\nDROP TABLE "CORE"\."HR"\."PEOPLE";\n/,
    ])
      expect(stdout).toMatch(words);
  });

  test("is found by its id, a part of it, its words in any case, and its number", async () => {
    const { number, step } = await documentOf("table:CORE.HR.PEOPLE");
    for (const name of ["people", "Table core.hr.people", "hr.PEOPLE", String(number)]) expect((await documentOf(name)).step.id, name).toBe(step.id);
  });

  test("each step names all that it waits for, and is named by them", async () => {
    const { stdout } = await explain("--format", "json");
    const { steps } = JSON.parse(stdout) as { readonly steps: readonly { readonly number: number; readonly id: string }[] };
    expect(steps.length).toBeGreaterThan(10);
    for (const { number, id } of steps) {
      const document = await documentOf(String(number));
      expect(document.step.id).toBe(id);
      for (const before of document.before) {
        expect(before.number).toBeLessThan(number);
        expect((await documentOf(String(before.number))).next.map((each) => each.id)).toContain(id);
      }
    }
  });

  test("the numbers are those of the script", async () => {
    const script = (await commandLine(["plan", "-c", folder, "--sql", ...LOCAL])).stdout;
    const { number, of } = await documentOf("table:CORE.HR.PEOPLE");
    expect(script).toContain(`-- ${number}/${of} table CORE.HR.PEOPLE`);
  });

  test("a plan of now says the same as the file", async () => {
    const now = await commandLine(["explain", "people", "-c", folder, ...LOCAL]);
    expect(now.stdout).toBe((await explain("people")).stdout);
  });

  test("several are listed with their numbers, and none is guessed at", async () => {
    const several = await explain("core.hr");
    expect([several.code, several.stdout]).toEqual([1, ""]);
    expect(several.stderr).toMatch(/^error\[ST3308\] \d+ steps are called core\.hr\n/);
    expect(several.stderr).toMatch(/\n +\d+ {2}table:CORE\.HR\.PEOPLE\n/);
    const none = await explain("poeple");
    expect([none.code, none.stdout]).toEqual([1, ""]);
    expect(none.stderr).toMatch(/^error\[ST3307\] no step of the plan is called poeple; it has \d+\nhint: did you mean table:CORE\.HR\.PEOPLE\?/);
    expect((await explain("0")).code).toBe(1);
  });

  test("no secret is told", async () => {
    for (const args of [["secret:CORE.HR.TOK"], ["secret:CORE.HR.TOK", "--format", "json"]]) {
      const { code, stdout } = await explain(...args);
      expect(code).toBe(0);
      expect(stdout).not.toContain("Hunter-2");
    }
  });

  test("nothing is changed: not the account, and not the file", async () => {
    const before = readFileSync(file, "utf8");
    await commandLine(["explain", "people", "-c", folder, ...LOCAL]);
    const { stdout } = await commandLine(["plan", "-c", folder, "--format", "json", ...LOCAL]);
    expect((JSON.parse(stdout) as { steps: unknown[] }).steps).toHaveLength((await documentOf("1")).of);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("without a plan it says what it needs", async () => {
    const { code, stderr } = await commandLine(["explain", "people"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3304]")]);
  });
});

test("explain ST2004 is the page of the code", async () => {
  const { code, stdout } = await commandLine(["explain", "st2004"]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^ST2004: Only a replacement could make this change\n\n[\s\S]*What to do: /)]);
  const none = await commandLine(["explain", "ST2999"]);
  expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/^error\[ST3307\] no code is called ST2999\nhint: did you mean ST\d+\?/)]);
});
