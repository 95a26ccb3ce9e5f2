import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./project-folder.ts";
import { ROOT, snowtower } from "./snowtower.ts";

const COMMANDS = ["validate", "plan", "explain", "apply", "destroy", "unlock", "doctor", "bootstrap", "local", "record", "query", "demo"];

/** Writes the address of each module that is loaded to the file that MODULES_TO names. */
const RECORDER = `
import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(process.env.MODULES_TO, url + "\\n");
  return next(url, context);
}`;

async function modulesOf(args: readonly string[]): Promise<readonly string[]> {
  const folder = projectFolder({
    "recorder.mjs": RECORDER,
    "register.mjs": 'import { register } from "node:module";\nregister("./recorder.mjs", import.meta.url);\n',
  });
  const file = join(folder, "modules.txt");
  const { code } = await snowtower(args, { nodeArgs: ["--import", join(folder, "register.mjs")], env: { MODULES_TO: file } });
  expect(code).toBe(0);
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

test("--help loads at most 40 modules, and of the packages none but the command itself", async () => {
  const modules = await modulesOf(["--help"]);
  expect(modules.some((url) => url.endsWith("/cli/dist/main.js"))).toBe(true);
  expect(modules.length).toBeLessThanOrEqual(40);
  expect(modules.filter((url) => /packages\/(?!cli\/)/.test(url))).toEqual([]);
});

test("a command loads what it needs: validate no account, a local plan no Snowflake driver", async () => {
  const project = projectFolder({ "warehouse.yaml": "{}\n" });
  const validate = await modulesOf(["validate", "-c", project]);
  expect(validate.some((url) => url.includes("packages/kinds/"))).toBe(true);
  expect(validate.filter((url) => /packages\/(?:emulator|snowflake)\/|snowflake-sdk/.test(url))).toEqual([]);
  const plan = await modulesOf(["plan", "-c", project, "--connection", "local"]);
  expect(plan.some((url) => url.includes("packages/emulator/"))).toBe(true);
  expect(plan.filter((url) => /packages\/snowflake\/|snowflake-sdk/.test(url))).toEqual([]);
});

/** `-c, --config <dir>` as `--config`. */
function optionsOf(help: string): readonly string[] {
  return [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = ""]) => option);
}

test("the help names all commands, and every command and option of it is used by a test", async () => {
  const main = await snowtower(["--help"]);
  expect(main.code).toBe(0);
  expect([...main.stdout.matchAll(/^ {2}([a-z]+) .*(?:\[|account: )/gm)].map(([, command]) => command).filter((command) => command !== "help")).toEqual(
    COMMANDS,
  );
  for (const code of [0, 1, 2, 3, 4]) expect(main.stdout).toMatch(new RegExp(`Exit codes:[\\s\\S]*${code} `));

  const below = (folder: string, ending: string) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) => (name.endsWith(ending) ? [join(folder, name)] : []));
  const tests = [...below(import.meta.dirname, ".ts"), ...below(join(ROOT, "packages/cli/src"), ".test.ts")]
    .filter((path) => path !== import.meta.filename)
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const helps = await Promise.all(COMMANDS.map((command) => snowtower([command, "--help"])));
  for (const [i, { code, stdout }] of helps.entries()) {
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Usage: snowtower ${COMMANDS[i]}`)]);
    const unused = optionsOf(stdout).filter((option) => option !== "--help" && !tests.includes(`"${option}"`));
    expect([COMMANDS[i], unused]).toEqual([COMMANDS[i], []]);
    expect(tests).toContain(`["${COMMANDS[i]}"`);
  }
});

test("help of a command, in both spellings", async () => {
  const [spelt, asked] = await Promise.all([snowtower(["help", "plan"]), snowtower(["plan", "--help"])]);
  expect(spelt).toEqual(asked);
});
