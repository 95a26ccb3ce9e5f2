import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import type { ConnectionOptions } from "./connection-options.ts";
import { WirePeer } from "./testing/wire-peer.ts";

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

function at(port: number, password = "the password"): ConnectionOptions {
  return {
    account: "acme-prod",
    user: "alice",
    credential: { kind: "password", authenticator: "SNOWFLAKE", password },
    host: "127.0.0.1",
    port,
    protocol: "http",
  };
}

test("a process that connects prints nothing, leaves no file behind, and ends by itself", async () => {
  const peer = await WirePeer.start({ password: "the password" });
  cleanUp.push(() => peer.close());
  const folder = mkdtempSync(join(tmpdir(), "snowtower-silent-"));
  const home = mkdtempSync(join(tmpdir(), "snowtower-home-"));
  cleanUp.push(() => {
    for (const made of [folder, home]) rmSync(made, { recursive: true });
  });
  // A driver's log that was switched on for other programs stays off here: statements carry secrets.
  writeFileSync(join(home, "sf_client_config.json"), JSON.stringify({ common: { log_level: "TRACE", log_path: folder } }), { mode: 0o600 });
  const program = `
    import { openSnowflake } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../dist/index.js")).href)};
    const account = await openSnowflake(${JSON.stringify(at(peer.port))});
    const [outcome] = await account.execute({ statements: [{ text: "SHOW ROLES", secrets: [] }] });
    if (!("done" in outcome)) process.exitCode = 5;
    for await (const page of outcome.done.rows) if (page.length !== 1) process.exitCode = 6;
    await account.close();
    await openSnowflake(${JSON.stringify({ ...at(peer.port), user: "bob" })}).then((a) => a.close());
    await openSnowflake(${JSON.stringify(at(peer.port, "wrong"))}).catch((error) => { if (error.details.kind !== "login") process.exitCode = 7; });
  `;
  const env = { PATH: process.env.PATH, HOME: home };
  const from = Date.now();
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, env, timeout: 20_000 });
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
  expect(readdirSync(folder)).toEqual([]);
  expect(Date.now() - from).toBeLessThan(10_000);
  expect(peer.loggedOut).toHaveLength(2);
});
