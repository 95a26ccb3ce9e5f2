import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { commandLine, folderOf, type Told } from "../testing/command-line.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = folderOf({});
  file = join(folder, "recording.jsonl");
});

const run = (...args: readonly string[]): Promise<Told> => commandLine([...args, "-c", folder]);
const record = (...args: readonly string[]): Promise<Told> => commandLine(["record", ...args, "-c", folder]);

describe("record", () => {
  test("writes how an account answers, and a replay on another account finds nothing", async () => {
    expect((await run("query", "--connection", "local", "CREATE ROLE very_secret_role")).code).toBe(0);
    const { code, stdout, stderr } = await record("--connection", "local", "--out", file);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^.*recording\.jsonl: \d+ answers of an account \(ENTERPRISE\), \d+ of them refusals\.\n/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^\{"format":"snowtower-recording","version":1,/);
    expect(text).not.toMatch(/very_secret_role/i);
    const replayed = await record("--replay", file);
    expect([replayed.code, replayed.stderr]).toEqual([0, ""]);
    expect(replayed.stdout).toMatch(/\d+ questions: \d+ answered alike, 0 otherwise, \d+ about objects that are not here\.\n$/);
  });

  test("a replay tells what differs, as text and as JSON, and ends with 1", async () => {
    writeFileSync(
      file,
      '{"format":"snowtower-recording","version":1,"release":"9.1","edition":"STANDARD","region":"AWS_EU_WEST_1","bundles":[],"role":"SYSADMIN"}\n' +
        '{"ask":"SHOW ROLES","columns":[{"name":"name","type":"text"},{"name":"is_new","type":"text"}]}\n',
    );
    const { code, stdout } = await record("--replay", file);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Recorded on release 9\.1, STANDARD, AWS_EU_WEST_1\.\n\nSHOW ROLES\n {2}columns: missing here: is_new; only here: created_on, /);
    const json = JSON.parse((await record("--replay", file, "--json")).stdout);
    expect(json).toMatchObject({ formatVersion: 1, asked: 1, same: 0, left: 0, differences: [{ ask: "SHOW ROLES", kind: "columns" }] });
  });

  test("--print shows the statements and asks nothing", async () => {
    const { code, stdout } = await record("--print");
    expect(code).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines.length).toBeGreaterThan(80);
    expect(lines.filter((line) => !/^(?:SELECT|SHOW|DESCRIBE|USE|--) ?/.test(line))).toEqual([]);
  });

  test.each([
    ["no mode", [], "ST3304"],
    ["two modes", ["--print", "--out", "x"], "ST3304"],
    ["a file that is not there", ["--replay", "/nowhere/recording.jsonl"], "ST3305"],
    ["a file that cannot be written", ["--out", "/nowhere/recording.jsonl", "--connection", "local"], "ST3305"],
    ["a file of something else", ["--replay", join(import.meta.dirname, "record.test.ts")], "ST2055"],
  ])("%s is refused", async (_, args, code) => {
    const told = await record(...args);
    expect([told.code, told.stderr]).toEqual([1, expect.stringContaining(`error[${code}]`)]);
  });
});
