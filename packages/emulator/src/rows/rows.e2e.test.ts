import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { rowsOf } from "../testing/rows-of.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "snowtower-rows-crash-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it("every acknowledged INSERT is there, whole, after the process was killed", async () => {
  const acknowledged = await killAfter(150);
  expect(acknowledged).toBeGreaterThan(0);
  const { account } = await LocalAccount.open(dir);
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", warehouse: "W", database: "D", schema: "PUBLIC" });
  const [[rows = "0", inserts = "0", most = "0"] = []] = await rowsOf(session, "SELECT COUNT(*), COUNT(DISTINCT i), MAX(i) FROM t");
  expect(Number(most)).toBeGreaterThanOrEqual(acknowledged);
  expect(Number(inserts)).toBe(Number(most) + 1);
  expect(Number(rows)).toBe(2 * Number(inserts));
  await account.close();
});

/** Runs a process that inserts two rows at a time and says each insert that was acknowledged, and kills it; gives the last it said. */
async function killAfter(milliseconds: number): Promise<number> {
  const dist = new URL("../../dist/index.js", import.meta.url).href;
  const source = `
    const { LocalAccount } = await import(${JSON.stringify(dist)});
    const { account } = await LocalAccount.open(${JSON.stringify(dir)});
    const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
    await session.execute("CREATE WAREHOUSE w; CREATE DATABASE d; CREATE TABLE t (i INT, v INT)", { multiStatementCount: 0 });
    for (let i = 0; ; i++) {
      const [outcome] = await session.execute("INSERT INTO t VALUES (" + i + ", 1), (" + i + ", 2)");
      if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
      process.stdout.write(i + "\\n");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    if (said === "") setTimeout(() => child.kill("SIGKILL"), milliseconds);
    said += chunk.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  return Number(said.slice(0, said.lastIndexOf("\n")).split("\n").at(-1));
}
