import { resolve } from "node:path";
import { LocalServer } from "@snowtower/emulator";
import { EXIT } from "@snowtower/engine";
import { localLogin } from "../connect/local-login.ts";
import { openLocalAccount } from "../connect/open-local.ts";
import { announceServer, runningServer, withdrawServer } from "../connect/running-server.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";

interface LocalCommand {
  readonly port?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** Serves a local account until it is stopped. */
export async function local(command: LocalCommand, terminal: Terminal): Promise<number> {
  const folder = resolve(command.data ?? ".snowtower/local");
  const port = portOf(command.port);
  const there = runningServer(folder);
  if (there !== null) throw new UsageError("ST5002", `a server already runs on ${folder}: ${there.url} (process ${there.pid})`, "use it, or stop it first");
  const account = await openLocalAccount(folder, (message) => terminal.say(`warning: ${message}`));
  try {
    const server = await LocalServer.start(account, { port });
    announceServer(folder, { url: server.url, pid: process.pid });
    try {
      // Whoever reads the next line may stop it at once.
      const stop = stopped();
      terminal.print(command.json === true ? asJson(server, folder) : asText(server, folder));
      await stop;
      terminal.say("stopping");
    } finally {
      withdrawServer(folder);
      await server.close();
    }
  } finally {
    await account.close();
  }
  return EXIT.done;
}

function portOf(written: string | undefined): number {
  if (written === undefined) return 0;
  const port = Number(written);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new UsageError("ST3304", `not a port: ${written}`, "a number from 0 to 65535; 0 takes a free one");
}

function asJson(server: LocalServer, folder: string): string {
  const { user, password, file } = localLogin(folder);
  const { hostname } = new URL(server.url);
  return JSON.stringify({
    url: server.url,
    host: hostname,
    port: server.port,
    protocol: "http",
    account: "local",
    user,
    password,
    role: "ACCOUNTADMIN",
    loginFile: file,
    data: folder,
  });
}

function asText(server: LocalServer, folder: string): string {
  const { user, password, file } = localLogin(folder);
  return [
    "A local Snowflake account is running.",
    "",
    `  url       ${server.url}`,
    "  account   local",
    `  user      ${user}`,
    `  password  ${password}   (kept in ${file})`,
    "  role      ACCOUNTADMIN",
    "",
    "Log in with any Snowflake driver, for example in Node.js:",
    "",
    `  snowflake.createConnection({ accessUrl: "${server.url}", account: "local", username: "${user}", password: "...", warehouse: "COMPUTE_WH" })`,
    "",
    "It listens on this machine only. Ctrl-C stops it; what was done in it is kept.",
  ].join("\n");
}

/** Resolves at Ctrl-C or SIGTERM. */
function stopped(): Promise<void> {
  return new Promise((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });
}
