import { existsSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalServer, startLocal } from "./local-server.ts";
import { projectFolder, WAREHOUSES } from "./project-folder.ts";
import { snowtower, startSnowtower } from "./snowtower.ts";

const LOCAL = ["--connection", "local"];
const running: LocalServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.kill();
});

async function serve(project: string, args: readonly string[] = []): Promise<LocalServer> {
  const server = await startLocal(join(project, ".snowtower/local"), args);
  running.push(server);
  return server;
}

describe("snowtower local", () => {
  test("prints one JSON document, keeps running, and stops at Ctrl-C; what was done is kept", async () => {
    const project = projectFolder(WAREHOUSES);
    const server = await serve(project);
    expect(JSON.parse(server.running.stdout())).toMatchObject({
      url: `http://127.0.0.1:${server.port}`,
      account: "local",
      user: "ADMIN",
      role: "ACCOUNTADMIN",
    });
    expect(server.password).toMatch(/^[\w-]{24}$/);
    expect(statSync(server.loginFile).mode & 0o777).toBe(0o600);

    const [row] = await server.sql("CREATE WAREHOUSE BY_DRIVER", "SELECT CURRENT_USER() AS U, CURRENT_ROLE() AS R");
    expect(row).toEqual({ U: "ADMIN", R: "ACCOUNTADMIN" });

    const ended = await server.stop();
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stderr).toContain("stopping");
    const shown = await snowtower(["query", "-c", project, "SHOW WAREHOUSES LIKE 'BY_DRIVER'", "--format", "json", ...LOCAL]);
    expect(JSON.parse(shown.stdout)).toHaveLength(1);
  });

  test("plan and apply go through the server while it runs, and through the folder when it has stopped", async () => {
    const project = projectFolder(WAREHOUSES);
    const server = await serve(project);
    const through = await snowtower(["plan", "-c", project, ...LOCAL]);
    expect([through.code, through.stdout]).toEqual([2, expect.stringContaining("LOAD_WH")]);
    expect((await snowtower(["apply", "-c", project, "--yes", ...LOCAL])).code).toBe(0);
    expect(await server.sql("SHOW WAREHOUSES LIKE 'LOAD_WH'")).toHaveLength(1);
    await server.sql("ALTER WAREHOUSE LOAD_WH SET WAREHOUSE_SIZE = XLARGE");
    const drift = await snowtower(["plan", "-c", project, "--sql", ...LOCAL]);
    expect([drift.code, drift.stdout]).toEqual([2, expect.stringContaining("WAREHOUSE_SIZE = XSMALL")]);
    await server.stop();
    const after = await snowtower(["plan", "-c", project, "--sql", ...LOCAL]);
    expect(after.code).toBe(2);
    expect(statements(after.stdout)).toEqual(statements(drift.stdout));
  });

  test("without --json it says how to log in, for people; SIGTERM stops it too", async () => {
    const project = projectFolder();
    const { child, ended, stdout } = startSnowtower(["local"], { cwd: project });
    await new Promise<void>((done) => child.stdout?.on("data", () => stdout().includes("Ctrl-C") && done()));
    expect(stdout()).toMatch(/ url {7}http:\/\/127\.0\.0\.1:\d+\n/);
    expect(existsSync(join(project, ".snowtower/local/login.json"))).toBe(true);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, signal: null });
  });

  test("a second one on the same folder is refused, with the first one's address; the first goes on", async () => {
    const project = projectFolder();
    const server = await serve(project);
    const second = await snowtower(["local", "--data", join(project, ".snowtower/local")]);
    expect([second.code, second.stdout]).toEqual([1, ""]);
    expect(second.stderr).toMatch(/^error\[ST5002\] /);
    expect(second.stderr).toContain(server.url);
    expect(await server.sql("SELECT 1 AS ONE")).toEqual([{ ONE: 1 }]);
  });

  test("a port that somebody has: told, and the folder is free again", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address() as AddressInfo;
    const project = projectFolder();
    const refused = await snowtower(["local", "--port", String(port), "--data", join(project, ".snowtower/local")]);
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toMatch(new RegExp(`^error\\[ST5001\\] port in use: 127\\.0\\.0\\.1:${port}\nhint: `));
    await new Promise((done) => other.close(done));
    const server = await serve(project, ["--port", String(port)]);
    expect(server.port).toBe(port);
  });

  test("a folder that another command has open", async () => {
    const project = projectFolder();
    const data = join(project, ".snowtower/local");
    const server = await serve(project);
    // As if the server were no server: nobody says how to reach it.
    writeFileSync(join(data, "server.json"), "{}\n");
    const refused = await snowtower(["query", "-c", project, "SELECT 1", ...LOCAL]);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^error\\[ST5002\\] .*process ${server.running.child.pid}[\\s\\S]*hint: `)),
    ]);
  });

  test("many commands at once on a fresh folder: each works or says that another one has it; the account is whole", async () => {
    const project = projectFolder();
    const names = Array.from({ length: 6 }, (_, i) => `MANY_${i}`);
    const ended = await Promise.all(names.map((name) => snowtower(["query", "-c", project, `CREATE ROLE ${name}`, ...LOCAL])));
    const made = names.filter((_, i) => ended[i]?.code === 0);
    for (const { code, stderr } of ended) expect(code === 0 || /^error\[ST5002\]/.test(stderr)).toBe(true);
    expect(made.length).toBeGreaterThan(0);
    const shown = await snowtower(["query", "-c", project, "SHOW ROLES LIKE 'MANY_%'", "--format", "json", ...LOCAL]);
    expect((JSON.parse(shown.stdout) as { name: string }[]).map((row) => row.name)).toEqual(made);
  });
});

function statements(script: string): readonly string[] {
  return script.split("\n").filter((line) => !line.startsWith("--") && line !== "");
}
