import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadConnection } from "./load-connection.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function home(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "snowtower-home-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o600 });
  }
  return folder;
}

const connection = (account: string) => `[default]\naccount = "${account}"\nuser = "u"\npassword = "p"\n`;

function accountOf(load: Parameters<typeof loadConnection>[0]): string {
  const resolved = loadConnection({ env: {}, ...load });
  return resolved.kind === "connection" ? resolved.options.account : JSON.stringify(resolved);
}

test("~/.snowflake is read, SNOWFLAKE_HOME instead of it, and a named file instead of both", () => {
  const folder = home({
    ".snowflake/connections.toml": connection("usual"),
    "other/connections.toml": connection("other"),
    "mine.toml": connection("x").replace("[default]", "[connections.default]"),
  });
  expect(accountOf({ home: folder })).toBe("usual");
  expect(accountOf({ home: folder, env: { SNOWFLAKE_HOME: join(folder, "other") } })).toBe("other");
  expect(accountOf({ home: folder, env: { SNOWFLAKE_HOME: "~/other" } })).toBe("other");
  expect(accountOf({ home: folder, configFile: "~/mine.toml" })).toBe("x");
  expect(accountOf({ home: folder, configFile: join(folder, "missing.toml") })).toContain("there is no file");
});

test.runIf(process.platform === "linux")("without ~/.snowflake the folder is that of XDG", () => {
  const folder = home({
    ".config/snowflake/config.toml": connection("xdg").replace("[default]", "[connections.default]"),
    "conf/snowflake/connections.toml": connection("own"),
  });
  expect(accountOf({ home: folder })).toBe("xdg");
  expect(accountOf({ home: folder, env: { XDG_CONFIG_HOME: join(folder, "conf") } })).toBe("own");
});

test("no file is nothing; a folder in its place is a problem", () => {
  expect(loadConnection({ home: home({}), env: {} }).kind).toBe("none");
  const folder = home({ ".snowflake/connections.toml/x": "" });
  expect(loadConnection({ home: folder, env: {} })).toMatchObject({ kind: "problems", problems: [{ message: expect.stringContaining("EISDIR") }] });
});

test.skipIf(process.platform === "win32")("the permissions of the file are looked at", () => {
  const folder = home({ ".snowflake/connections.toml": connection("a") });
  chmodSync(join(folder, ".snowflake/connections.toml"), 0o644);
  expect(loadConnection({ home: folder, env: {} }).warnings).toEqual([expect.stringContaining("can be read by others (mode 0644)")]);
});
