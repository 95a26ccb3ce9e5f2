import { join, resolve } from "node:path";
import { type Fault, FaultSyntaxError, keepCertificates, LocalServer, parseFaults } from "@snowtower/emulator";
import { EXIT } from "@snowtower/engine";
import type { Edition } from "@snowtower/sql";
import { enableBundles } from "../connect/enable-bundles.ts";
import { localLogin } from "../connect/local-login.ts";
import { type LocalTraits, openLocalAccount } from "../connect/open-local.ts";
import { announceServer, runningServer, withdrawServer } from "../connect/running-server.ts";
import { exportLines, tlsEnvironment } from "../connect/tls-environment.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";

interface LocalCommand {
  readonly port?: string;
  readonly data?: string;
  readonly tls?: boolean;
  readonly env?: boolean;
  readonly edition?: string;
  readonly region?: string;
  readonly accountName?: string;
  readonly bundle?: readonly string[];
  readonly fault?: string;
  readonly json?: boolean;
}

/** A server that listens. */
interface Serving {
  readonly server: LocalServer;
  readonly folder: string;
  readonly account: string;
  readonly environment: Readonly<Record<string, string>> | null;
}

/** Serves a local account until it is stopped. */
export async function local(command: LocalCommand, terminal: Terminal): Promise<number> {
  const folder = resolve(command.data ?? ".snowtower/local");
  if (command.env === true) return printEnvironment(folder, terminal);
  const port = portOf(command.port);
  const faults = faultsOf(command.fault);
  const there = runningServer(folder);
  if (there !== null) throw new UsageError("ST5002", `a server already runs on ${folder}: ${there.url} (process ${there.pid})`, "use it, or stop it first");
  const account = await openLocalAccount(folder, { traits: traitsOf(command), onWarning: (message) => terminal.say(`warning: ${message}`) });
  try {
    const tls = command.tls === true ? await keepCertificates(join(folder, "tls"), Date.now()) : null;
    await enableBundles(account, localLogin(folder).user, command.bundle ?? []);
    const server = await LocalServer.start(account, { port, faults, ...(tls === null ? {} : { tls }) });
    const trusted = tls === null ? {} : { authorityFile: tls.authorityFile };
    announceServer(folder, { url: server.url, pid: process.pid, ...trusted });
    try {
      // Whoever reads the next line may stop it at once.
      const stop = stopped();
      const environment = tls === null ? null : tlsEnvironment({ url: server.url, authorityFile: tls.authorityFile });
      const serving = { server, folder, account: account.info.name.toLowerCase(), environment };
      terminal.print(command.json === true ? asJson(serving) : asText(serving));
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

/** Of the server that runs; another command than the one that serves, since that one does not end. */
function printEnvironment(folder: string, terminal: Terminal): number {
  const there = runningServer(folder);
  if (there === null) throw new UsageError("ST5005", `no server runs on ${folder}`, "start one with: snowtower local --tls");
  const { url, authorityFile } = there;
  if (authorityFile === undefined) throw new UsageError("ST5005", `the server at ${url} runs without TLS`, "stop it, and start it with: snowtower local --tls");
  terminal.print(exportLines(tlsEnvironment({ url, authorityFile })));
  return EXIT.done;
}

function traitsOf({ edition, region, accountName }: LocalCommand): LocalTraits {
  return {
    ...(edition === undefined ? {} : { edition: edition.toUpperCase() as Edition }),
    ...(region === undefined ? {} : { region: region.toUpperCase() }),
    ...(accountName === undefined ? {} : { name: nameOf(accountName) }),
  };
}

/** docs: user-guide/admin-account-identifier */
function nameOf(written: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(written)) return written.toUpperCase();
  throw new UsageError("ST3306", `not an account's name: ${written}`, "it begins with a letter, and has letters, digits and underscores");
}

/** docs/local-faults.md */
function faultsOf(written: string | undefined): readonly Fault[] {
  try {
    return written === undefined ? [] : parseFaults(written);
  } catch (error) {
    if (error instanceof FaultSyntaxError) throw new UsageError("ST3306", `--fault: ${error.message}`, "docs/local-faults.md says what can be asked for");
    throw error;
  }
}

function portOf(written: string | undefined): number {
  if (written === undefined) return 0;
  const port = Number(written);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new UsageError("ST3304", `not a port: ${written}`, "a number from 0 to 65535; 0 takes a free one");
}

function asJson({ server, folder, account, environment }: Serving): string {
  const { user, password, file } = localLogin(folder);
  const { hostname } = new URL(server.url);
  return JSON.stringify({
    url: server.url,
    host: hostname,
    port: server.port,
    protocol: "http",
    account,
    user,
    password,
    role: "ACCOUNTADMIN",
    loginFile: file,
    data: folder,
    ...(environment === null ? {} : { environment }),
  });
}

function asText({ server, folder, account, environment }: Serving): string {
  const { user, password, file } = localLogin(folder);
  return [
    "A local Snowflake account is running.",
    "",
    `  url       ${server.url}`,
    `  account   ${account}`,
    `  user      ${user}`,
    `  password  ${password}   (kept in ${file})`,
    "  role      ACCOUNTADMIN",
    "",
    "Log in with any Snowflake driver, for example in Node.js:",
    "",
    `  snowflake.createConnection({ accessUrl: "${server.url}", account: "${account}", username: "${user}", password: "...", warehouse: "COMPUTE_WH" })`,
    "",
    ...(environment === null ? [] : behindTheProxy(environment)),
    "It listens on this machine only. Ctrl-C stops it; what was done in it is kept.",
  ].join("\n");
}

function behindTheProxy(environment: Readonly<Record<string, string>>): readonly string[] {
  return [
    "A client that knows only an account's name reaches it, whatever the name, in a shell with:",
    "",
    ...exportLines(environment)
      .split("\n")
      .map((line) => `  ${line}`),
    "",
    'There, nothing else on the Internet can be reached. The same lines again: eval "$(snowtower local --env)"',
    "",
  ];
}

/** Resolves at Ctrl-C or SIGTERM. */
function stopped(): Promise<void> {
  return new Promise((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });
}
