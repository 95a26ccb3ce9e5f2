import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

type Files = Readonly<Record<string, string>>;

const FINE: Files = { "core/params.yaml": "{}\n", "core/sales/params.yaml": "{}\n" };

/** The first line of each mistake, in the order they are told. */
function heads(stderr: string): readonly string[] {
  return stderr.split("\n").filter((line) => /^(error|warning)\[/.test(line));
}

async function mistakesOf(files: Files, env: Readonly<Record<string, string>> = {}): Promise<{ readonly heads: readonly string[]; readonly stderr: string }> {
  const { code, stdout, stderr } = await commandLine(["validate", "-c", folderOf(files)], { env });
  expect([code, stdout]).toEqual([1, ""]);
  return { heads: heads(stderr), stderr };
}

describe("one mistake: its code, its place, what was meant", () => {
  test.each<readonly [string, Files, string, string]>([
    ["an unknown field", { "warehouse.yaml": "a_wh:\n  sise: XSMALL\n" }, "error[ST1101] warehouse.yaml:2:3: ", 'did you mean "size"?'],
    ["a word for a number", { "warehouse.yaml": "a_wh:\n  auto_suspend: soon\n" }, "error[ST1103] warehouse.yaml:2:17: ", "expected a whole number"],
    ["a list for a text", { "warehouse.yaml": "a_wh:\n  comment: [1]\n" }, "error[ST1103] warehouse.yaml:2:12: ", "expected text, found a list"],
    ["a value that Snowflake does not know", { "warehouse.yaml": "a_wh:\n  size: HUGE\n" }, "error[ST1104] warehouse.yaml:2:9: ", "XSMALL, SMALL"],
    ["no data type", { ...FINE, "core/sales/table/t.yaml": "columns:\n  id: NUMBR(38)\n" }, "error[ST1104] core/sales/table/t.yaml:2:7: ", "NUMBR(38)"],
    ["a field that is missing", { ...FINE, "core/sales/view/v.yaml": "comment: x\n" }, "error[ST1102] core/sales/view/v.yaml:1:1: ", "text"],
    ["a name that Snowflake refuses", { "warehouse.yaml": "bad name:\n  size: XSMALL\n" }, "error[ST1105] warehouse.yaml:1:1: ", '"bad name"'],
    ["a name that is too long", { "user.yaml": `${"u".repeat(256)}:\n  comment: x\n` }, "error[ST1105] user.yaml:1:1: ", "255"],
    [
      "a folder with no name for a schema",
      { "core/params.yaml": "{}\n", "core/bad-name/params.yaml": "{}\n" },
      "error[ST1010] core/bad-name:1:1: ",
      "double quotes",
    ],
    ["a file with no name for an object", { ...FINE, "core/sales/view/a-b.yaml": "text: SELECT 1\n" }, "error[ST1011] core/sales/view/a-b.yaml:1:1: ", "a-b"],
    ["a business role that is not there", { "user.yaml": "ada:\n  business_roles: [nobody]\n" }, "error[ST1202] user.yaml:2:3: ", "NOBODY"],
    ["a warehouse that is not there", { "business_role.yaml": "r:\n  warehouse_usage: [none_wh]\n" }, "error[ST1202] business_role.yaml:2:21: ", "none_wh"],
    ["a pattern for nothing", { ...FINE, "business_role.yaml": "r:\n  schema_read: [core.nope]\n" }, "error[ST1201] business_role.yaml:2:17: ", "CORE.NOPE"],
    [
      "a key of an unknown column",
      { ...FINE, "core/sales/table/t.yaml": "columns:\n  id: NUMBER\nprimary_key: [idd]\n" },
      "error[ST1109] core/sales/table/t.yaml:3:1: ",
      "IDD",
    ],
    ["an object twice in one file", { "warehouse.yaml": "a_wh:\n  size: XSMALL\nA_WH:\n  size: SMALL\n" }, "error[ST1110] warehouse.yaml:3:1: ", "A_WH"],
    ["an object in two files", { "warehouse.yaml": "{}\n", "warehouse.yml": "{}\n" }, "error[ST1007] warehouse.yml:1:1: ", "warehouse.yaml"],
    [
      "a role that two places describe",
      { "role.yaml": "R__B_ROLE:\n  comment: x\n", "business_role.yaml": "r:\n  comment: y\n" },
      "error[ST1210] ",
      "also described at",
    ],
    ["a circle of roles", { "role.yaml": "A:\n  roles: [B]\nB:\n  roles: [A]\n" }, "error[ST1214] role.yaml:1:1: ", "A holds B holds A"],
    ["broken YAML", { "warehouse.yaml": "a_wh: [\n" }, "error[ST1022] warehouse.yaml:1:7: ", "not closed"],
    ["a tab", { "warehouse.yaml": "a_wh:\n\tsize: XSMALL\n" }, "error[ST1021] warehouse.yaml:2:", "tab"],
    ["an unknown placeholder", { "warehouse.yaml": "a_wh:\n  comment: ${{ nope }}\n" }, "error[ST1060] warehouse.yaml:2:12: ", "nope"],
    ["a secret without a key", { "user.yaml": "ada:\n  password: !decrypt gAAAAA==\n" }, "error[ST1050] user.yaml:2:", "SNOWFLAKE_CONFIG_FERNET_KEYS"],
    ["a secret that was never encrypted", { "user.yaml": "ada:\n  password: !encrypt hunter2\n" }, "error[ST1053] user.yaml:2:", "ncrypt"],
  ])("%s", async (_, files, head, words) => {
    const told = await mistakesOf(files);
    expect(told.heads).toEqual([expect.stringContaining(head)]);
    expect(told.stderr).toContain(words);
    expect(told.stderr).toMatch(/\n1 error\n$/);
  });

  test("a link that leads out of the project", async () => {
    const folder = folderOf(FINE);
    symlinkSync("/etc/hostname", join(folder, "warehouse.yaml"));
    const { code, stderr } = await commandLine(["validate", "-c", folder]);
    expect([code, heads(stderr)]).toEqual([1, [expect.stringContaining("error[ST1006] warehouse.yaml")]]);
  });
});

describe("a warning: told, and not held against the project", () => {
  test.each<readonly [string, Files, string, string]>([
    ["a file that nobody reads", { "warehose.yaml": "{}\n" }, "warning[ST1008] warehose.yaml:1:1: ", 'did you mean "warehouse.yaml"?'],
    ["a folder that is no type", { ...FINE, "core/sales/tabel/t.yaml": "{}\n" }, "warning[ST1009] core/sales/tabel:1:1: ", "table"],
    ["a key that is given twice", { "warehouse.yaml": "a_wh:\n  size: XSMALL\n  size: SMALL\n" }, "warning[ST1027] warehouse.yaml:3:3: ", "size"],
  ])("%s", async (_, files, head, words) => {
    const { code, stdout, stderr } = await commandLine(["validate", "-c", folderOf(files)]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^valid: \d objects? described\n$/)]);
    expect(heads(stderr)).toEqual([expect.stringContaining(head)]);
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/\n1 warning\n$/);
  });
});

describe("several mistakes", () => {
  const files: Files = {
    ...FINE,
    "warehouse.yaml": "a_wh:\n  sise: XSMALL\n  auto_suspend: soon\nbad name:\n  size: XSMALL\n",
    "user.yaml": "ada:\n  business_roles: [nobody]\n",
    "core/sales/table/t.yaml": "columns:\n  id: NUMBR(38)\n",
    "technical_role.yaml": "a: [\n",
  };
  const told = [
    "ST1104 core/",
    "ST1022 technical_role.yaml",
    "ST1202 user.yaml",
    "ST1101 warehouse.yaml:2",
    "ST1103 warehouse.yaml:3",
    "ST1105 warehouse.yaml:4",
  ];

  test("are all told in one run, in the order of their places", async () => {
    const { heads: found, stderr } = await mistakesOf(files);
    expect(found.map((line) => line.replace(/^error\[(\w+)\] /, "$1 "))).toEqual(told.map((start) => expect.stringMatching(new RegExp(`^${start}`))));
    expect(stderr).toMatch(/\n6 errors\n$/);
  });

  test.each([["plan"], ["apply", "--yes"], ["destroy", "--env-prefix", "DEV", "--yes"]])("%s tells them too, and opens no account", async (...command) => {
    const folder = folderOf(files);
    const { code, stdout, stderr } = await commandLine([...command, "-c", folder, "--connection", "local"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(heads(stderr)).toHaveLength(6);
    expect(existsSync(join(folder, ".snowtower"))).toBe(false);
  });
});

describe("snowtower.yaml with mistakes", () => {
  const broken: Files = {
    ...FINE,
    "snowtower.yaml": "conection: local\nscope: loose\nenvironments:\n  prod:\n    conection: x\n    prefix: a__b\n  test: 3\n",
  };

  test("all are told, with their places", async () => {
    const told = await mistakesOf(broken);
    expect(told.heads.map((line) => line.slice(0, 33))).toEqual([
      "error[ST1101] snowtower.yaml:1:1:",
      "error[ST1104] snowtower.yaml:2:8:",
      "error[ST1101] snowtower.yaml:5:5:",
      "error[ST3302] snowtower.yaml:6:13",
      expect.stringContaining("ST1103] snowtower.yaml:7:9"),
    ]);
    expect(told.stderr).toContain('did you mean "connection"?');
  });

  test.each([["plan"], ["apply", "--yes"], ["destroy", "--yes"], ["query", "SELECT 1"]])(
    "%s opens no account, whatever environment is named",
    async (...command) => {
      const folder = folderOf({ ...FINE, "snowtower.yaml": "connection: local\nenvironments: [\n" });
      for (const env of [[], ["--env", "prod"]]) {
        const { code, stdout, stderr } = await commandLine([...command, "-c", folder, ...env], { tty: true, env: { NO_COLOR: "1" } });
        expect([code, stdout]).toEqual([1, ""]);
        expect(heads(stderr)).toEqual([expect.stringContaining("error[ST1022] snowtower.yaml:2:15")]);
        expect(existsSync(join(folder, ".snowtower"))).toBe(false);
      }
    },
  );
});
