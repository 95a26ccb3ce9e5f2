import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../packages/cli/", import.meta.url));

/** A fresh account behind `snowtower local --tls`: what is judged is what users start. */
export async function startAccount() {
  const folder = mkdtempSync(join(tmpdir(), "snowtower-conformance-"));
  const child = spawn(process.execPath, [join(CLI, "bin/snowtower.js"), "local", "--tls", "--json", "--data", join(folder, "account")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => child.once("close", done));
  const login = JSON.parse(await firstLine(child));
  return {
    ...login,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstLine(child) {
  return new Promise((done, failed) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (more) => {
      text += more;
      if (text.includes("\n")) done(text);
    });
    child.once("close", (code) => failed(new Error(`snowtower local ended with ${code}`)));
  });
}

/** Runs each statement as its administrator; gives those that were refused, and why. */
export async function runStatements(account, statements) {
  const snowflake = createRequire(join(CLI, "package.json"))("snowflake-sdk");
  snowflake.configure({ logLevel: "OFF" });
  const { url: accessUrl, user: username, password } = account;
  const connection = snowflake.createConnection({ accessUrl, account: "local", username, password, role: "ACCOUNTADMIN" });
  await new Promise((done, failed) => connection.connect((error) => (error ? failed(error) : done())));
  const refused = [];
  for (const statement of statements) {
    const error = await new Promise((done) => connection.execute({ sqlText: statement, complete: (failed) => done(failed) }));
    if (error) refused.push({ statement, code: error.code, message: error.message });
  }
  await new Promise((done) => connection.destroy(() => done()));
  return refused;
}
