import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { show } from "../testing/run.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "snowtower-crash-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("an account in a folder", () => {
  it("keeps every acknowledged statement when the process is killed", async () => {
    let acknowledged = -1;
    for (const milliseconds of [120, 260, 400]) {
      acknowledged = Math.max(acknowledged, await killAfter(milliseconds));
      const { account } = await LocalAccount.open(dir);
      const names = new Set((await show(account, "SHOW ROLES LIKE 'k%'")).map((row) => row.name));
      for (let i = 0; i <= acknowledged; i++) expect(names.has(`K${i}`)).toBe(true);
      await account.close();
    }
    expect(acknowledged).toBeGreaterThan(0);
  });
});

/** Runs a process that makes roles and says each one that was acknowledged, and kills it; gives the last it said. */
async function killAfter(milliseconds: number): Promise<number> {
  const dist = new URL("../../dist/index.js", import.meta.url).href;
  const source = `
    const { LocalAccount } = await import(${JSON.stringify(dist)});
    const { account } = await LocalAccount.open(${JSON.stringify(dir)});
    const session = account.openSession({ user: "ADMIN" });
    for (let i = 0; ; i++) {
      await session.execute("CREATE ROLE IF NOT EXISTS k" + i);
      process.stdout.write(i + "\\n");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    // The clock starts when it has begun to write.
    if (said === "") setTimeout(() => child.kill("SIGKILL"), milliseconds);
    said += chunk.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  const whole = said.slice(0, said.lastIndexOf("\n")).split("\n");
  return Number(whole.at(-1));
}
