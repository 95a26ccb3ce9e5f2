import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalServer, startLocal } from "./local-server.ts";
import { projectFolder } from "./project-folder.ts";
import { type Running, startSnowtower } from "./snowtower.ts";
import { StatementProxy } from "./statement-proxy.ts";

let project: string;
let server: LocalServer;
let proxy: StatementProxy;
beforeAll(async () => {
  project = projectFolder();
  server = await startLocal(join(project, ".snowtower/local"));
  proxy = await StatementProxy.start(() => server.url);
  const settings = { account: "local", host: "127.0.0.1", port: proxy.port, protocol: "http", user: server.user, password: server.password };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  writeFileSync(join(project, "connections.toml"), `[proxied]\n${lines.join("\n")}\n`, { mode: 0o600 });
});
afterAll(async () => {
  await proxy.close();
  await server.kill();
});

function query(sqlText: string): Running {
  return startSnowtower(["query", "-c", project, sqlText, "--connection", "proxied"], { env: { SNOWFLAKE_HOME: project } });
}

test("a connection that is lost while a statement is under way: it is not said that the statement failed", async () => {
  proxy.watch = { before: () => "cut after" };
  const { code, stdout, stderr } = await query("CREATE ROLE LOST_ANSWER").ended;
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^error\[ST3006\] .*it is not known whether the statement ran[\s\S]*\nhint: /);
  expect(await server.sql("SHOW ROLES LIKE 'LOST_ANSWER'")).toHaveLength(1);
});

test("Ctrl-C cancels a statement that takes its time", async () => {
  proxy.watch = {};
  const running = query("SELECT SYSTEM$WAIT(60)");
  for (let seen = 0; seen === 0; ) {
    const rows = await server.sql("SELECT * FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY()) WHERE EXECUTION_STATUS = 'RUNNING' AND QUERY_TEXT LIKE '%WAIT(60)'");
    seen = rows.length;
  }
  running.child.kill("SIGINT");
  const { code, stdout, stderr } = await running.ended;
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^error\[ST3008\] /);
});
