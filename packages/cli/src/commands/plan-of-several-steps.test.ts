import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const LOCAL = ["--connection", "local"];
const OWNER = "CORE__HR__OWNER__S_ROLE";
const policy = (more: string): string => `arguments: {ssn: VARCHAR(200)${more}}\nreturns: VARCHAR(200)\nbody: "'***'"\n`;
const people = (columns: string): string =>
  `columns:\n  id: NUMBER(38,0)\n  ssn: VARCHAR(200)\nmasking_policies:\n  - policy_name: mask\n    columns: [${columns}]\n`;
const child = (body: string): string => `after: [root_t]\nbody: ${body}\nstate: started\n`;

let folder: string;
let text: string;
beforeAll(async () => {
  folder = folderOf({
    "core/params.yaml": "{}\n",
    "core/hr/params.yaml": "{}\n",
    "core/hr/masking_policy/mask.yaml": policy(""),
    "core/hr/table/people.yaml": people("ssn"),
    "core/hr/task/root_t.yaml": "schedule: 60 MINUTES\nbody: SELECT 1\nstate: suspended\n",
    "core/hr/task/child_t.yaml": child("SELECT 2").replace("started", "suspended"),
  });
  expect((await commandLine(["apply", "-c", folder, "--yes", ...LOCAL])).code).toBe(0);
  for (const privilege of ["EXECUTE TASK", "EXECUTE MANAGED TASK"])
    expect((await commandLine(["query", "-c", folder, `GRANT ${privilege} ON ACCOUNT TO ROLE ${OWNER}`, ...LOCAL])).code).toBe(0);
  for (const task of ["CHILD_T", "ROOT_T"]) expect((await commandLine(["query", "-c", folder, `ALTER TASK CORE.HR.${task} RESUME`, ...LOCAL])).code).toBe(0);
  write("core/hr/masking_policy/mask.yaml", policy(', id: "NUMBER(38,0)"'));
  write("core/hr/table/people.yaml", people("ssn, id"));
  write("core/hr/task/root_t.yaml", "schedule: 60 MINUTES\nbody: SELECT 1\nstate: started\n");
  write("core/hr/task/child_t.yaml", child("SELECT 3"));
  const told = await commandLine(["plan", "-c", folder, ...LOCAL]);
  expect([told.code, told.stderr]).toEqual([2, expect.not.stringContaining("error[")]);
  text = told.stdout;
});

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

test("the planner's policy made anew is one entry", () => {
  expect(text).toMatch(/± replace masking policy MASK +in use: a new one takes its place\n +arguments\n +\+ ID {2}type NUMBER\(38,0\)\n/);
  expect(text).toMatch(/1\. a new one is created as CORE\.HR\.MASK__NEW\n[\s\S]*takes over column SSN[\s\S]*the new one takes its name\n/);
  expect(text).not.toMatch(/(?:create|remove|rename) +masking policy/);
  expect(text.replace(/\s+/g, " ")).toContain("~ masking policy CORE.HR.MASK given ID on column SSN, until now its former form");
});

test("the planner's rest is one entry", () => {
  expect(text).toMatch(/~ change {2}task ROOT_T\n +state is suspended meanwhile, and started again after\n/);
});

test("and is applied as it was shown, with each swap's way back explained", async () => {
  const file = join(folder, "a.plan");
  expect((await commandLine(["plan", "-c", folder, "--only", "core.hr.mask", "--out", file, ...LOCAL])).code).toBe(2);
  const { stdout } = await commandLine(["explain", "masking_policy on", "--plan", file]);
  expect(stdout).toMatch(/\nUndo\nALTER TABLE "CORE"\."HR"\."PEOPLE" MODIFY COLUMN "SSN" SET MASKING POLICY "CORE"\."HR"\."MASK" FORCE;\n/);
  expect((await commandLine(["apply", file, "-c", folder, "--yes", ...LOCAL])).code).toBe(0);
});
