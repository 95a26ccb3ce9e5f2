import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine, folderOf } from "./testing/command-line.ts";
import { VERSION } from "./version.ts";

const LOCAL = ["--connection", "local"];
const PROJECT = folderOf({ "warehouse.yaml": "load_wh:\n  size: XSMALL\n" });

describe("a command line that is not understood", () => {
  test.each<readonly [string, readonly string[], string, string]>([
    ["an unknown command", ["frobnicate"], "ST3306", "unknown command 'frobnicate'"],
    ["a misspelt command", ["vaildate", "-c", PROJECT], "ST3306", "did you mean validate?"],
    ["an unknown option", ["plan", "-c", PROJECT, "--frob"], "ST3306", "unknown option '--frob'"],
    ["a misspelt option", ["plan", "-c", PROJECT, "--conection", "local"], "ST3306", "did you mean --connection?"],
    ["an option of another command", ["validate", "-c", PROJECT, "--yes"], "ST3306", "unknown option '--yes'"],
    ["an option without its value", ["plan", "-c"], "ST3306", "argument missing"],
    ["a value that is none", ["plan", "-c", PROJECT, "--format", "xml"], "ST3306", "Allowed choices are text, json, markdown"],
    ["an unknown class of steps", ["apply", "-c", PROJECT, "--allow", "everything"], "ST3306", "Allowed choices are destructive"],
    ["an argument too many", ["validate", "-c", PROJECT, "more"], "ST3306", "too many arguments"],
    ["no project", ["plan", ...LOCAL], "ST3304", "'-c, --config <dir>' not specified"],
    ["no statement", ["query", ...LOCAL], "ST3304", "missing required argument 'sql'"],
    ["neither a project nor a plan", ["apply", ...LOCAL], "ST3304", "apply needs -c DIR, or a plan file"],
    ["a port that is a word", ["local", "--port", "high"], "ST3304", "not a port: high"],
    ["a port that is too high", ["local", "--port", "65536"], "ST3304", "not a port: 65536"],
    ["a port that is no whole number", ["local", "--port", "80.5"], "ST3304", "not a port: 80.5"],
    ["a folder that is not there", ["plan", "-c", join(PROJECT, "none"), ...LOCAL], "ST3301", "there is no folder"],
    ["a file instead of a folder", ["validate", "-c", join(PROJECT, "warehouse.yaml")], "ST3301", "there is no folder"],
    ["a prefix with a space", ["validate", "-c", PROJECT, "--env-prefix", "a b"], "ST3302", '"a b"'],
    ["a prefix with the separator in it", ["plan", "-c", PROJECT, "--env-prefix", "A__B", ...LOCAL], "ST3302", '"A__B"'],
    ["destroy without a prefix", ["destroy", "-c", PROJECT, "--yes", ...LOCAL], "ST3304", "destroy removes one environment"],
    ["an empty prefix is none", ["destroy", "-c", PROJECT, "--env-prefix", "", "--yes", ...LOCAL], "ST3304", "destroy removes one environment"],
    ["an environment that nobody described", ["plan", "-c", PROJECT, "--env", "prod"], "ST3002", "there is no environment prod"],
  ])("%s", async (_, args, code, words) => {
    const told = await commandLine(args);
    expect(told.code).toBe(1);
    expect(told.stdout).toBe("");
    expect(told.stderr).toContain(`error[${code}] `);
    expect(told.stderr).toContain(words);
    expect(told.stderr.match(/error\[/g)).toHaveLength(1);
    expect(told.stderr).toContain("hint: ");
    expect(told.stderr).not.toContain("    at ");
  });

  test("no command at all: the help, as an error", async () => {
    const { code, stdout, stderr } = await commandLine([]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Usage: snowtower [options] [command]");
  });

  test("colours only where they are seen", async () => {
    expect((await commandLine(["frobnicate"], { tty: true, env: { TERM: "xterm" } })).stderr).toContain("\u001b[31merror[ST3306]");
    for (const env of [{ TERM: "dumb" }, { TERM: "xterm", NO_COLOR: "1" }]) {
      expect((await commandLine(["frobnicate"], { tty: true, env })).stderr).toMatch(/^error\[ST3306\]/);
    }
  });
});

describe("a folder that cannot be used", () => {
  test(".snowtower is a file", async () => {
    const folder = folderOf({ ".snowtower": "" });
    const { code, stderr } = await commandLine(["plan", "-c", folder, ...LOCAL]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[ST3305\] .*\.snowtower.*: ENOTDIR: not a directory\nhint: /)]);
  });

  test("the runs cannot be recorded: nothing is applied", async () => {
    const folder = folderOf({ "warehouse.yaml": "load_wh:\n  size: XSMALL\n" });
    mkdirSync(join(folder, ".snowtower"));
    writeFileSync(join(folder, ".snowtower/runs"), "");
    const { code, stderr } = await commandLine(["apply", "-c", folder, "--yes", ...LOCAL]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/error\[ST3305\] .*runs.*: E/)]);
    expect((await commandLine(["plan", "-c", folder, ...LOCAL])).stdout).toContain("LOAD_WH");
  });
});

test("--version is the version of the package", async () => {
  const { default: manifest } = await import("../package.json", { with: { type: "json" } });
  expect(manifest.version).toBe(VERSION);
  expect(await commandLine(["--version"])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: "" });
  expect((await commandLine(["-V"])).stdout).toBe(`${VERSION}\n`);
});
