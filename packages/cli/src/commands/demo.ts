import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LocalServer } from "@snowtower/emulator";
import { EXIT } from "@snowtower/engine";
import { localLogin } from "../connect/local-login.ts";
import { openLocalAccount } from "../connect/open-local.ts";
import { announceServer, withdrawServer } from "../connect/running-server.ts";
import { changeBehindTheBack } from "../demo/change-behind-the-back.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { apply } from "./apply.ts";
import { plan } from "./plan.ts";

const EXAMPLE = fileURLToPath(new URL("../../../../examples/acme", import.meta.url));

/** The whole job on an example company and a local account of its own; leaves nothing behind. */
export async function demo(terminal: Terminal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "snowtower-demo-"));
  try {
    cpSync(EXAMPLE, folder, { recursive: true });
    return await onLocalServer(folder, (server) => play(folder, server, terminal));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onLocalServer(folder: string, work: (server: LocalServer) => Promise<number>): Promise<number> {
  const data = join(folder, ".snowtower", "local");
  const account = await openLocalAccount(data, { onWarning: () => undefined });
  const server = await LocalServer.start(account, { port: 0 });
  announceServer(data, { url: server.url, pid: process.pid });
  try {
    return await work(server);
  } finally {
    withdrawServer(data);
    await server.close();
    await account.close();
  }
}

async function play(config: string, server: LocalServer, terminal: Terminal): Promise<number> {
  const say = (text: string): void => terminal.print(`\n${terminal.paint.bold(terminal.paint.cyan(text))}\n`);
  const onLocal = { config, connection: "local" };
  say(`1. A local Snowflake account runs at ${server.url}. Planning the example company (examples/acme) against it:`);
  expect(await plan({ ...onLocal, format: "text" }, terminal), EXIT.changes, "the first plan has changes");
  say("2. Applying it:");
  expect(await apply({ ...onLocal, yes: true, allow: "destructive" }, quietly(terminal)), EXIT.done, "the plan applies");
  terminal.print("applied.");
  say("3. Planning again. Everything is as described, so there is nothing to do:");
  expect(await plan({ ...onLocal, format: "text" }, terminal), EXIT.done, "the second plan is empty");
  say("4. Somebody changes the account behind our back, with the official driver:");
  const login = localLogin(join(config, ".snowtower", "local"));
  for (const statement of await changeBehindTheBack(server.url, login)) terminal.print(`   ${statement}`);
  say("5. The next plan finds what was changed:");
  expect(await plan({ ...onLocal, format: "text" }, terminal), EXIT.changes, "the plan finds the drift");
  say("6. Repairing it:");
  expect(await apply({ ...onLocal, yes: true, allow: "destructive" }, quietly(terminal)), EXIT.done, "the repair applies");
  terminal.print("applied.");
  expect(await plan({ ...onLocal, format: "text" }, terminal), EXIT.done, "the plan after the repair is empty");
  terminal.print(NEXT);
  terminal.print("demo: second plan empty, drift found and repaired");
  return EXIT.done;
}

function expect(found: number, wanted: number, promise: string): void {
  if (found !== wanted) throw new Error(`the demo broke its promise: ${promise} (exit code ${found} instead of ${wanted})`);
}

/** What apply prints before it applies was just shown. */
function quietly(terminal: Terminal): Terminal {
  return terminal.silenced();
}

const NEXT = `
Try next:
  npx snowtower plan  -c examples/acme --connection local --sql    what would be run, statement by statement
  npx snowtower apply -c examples/acme --connection local          on a local account that is kept in the project
  npx snowtower local --data examples/acme/.snowtower/local        and connect to it with any Snowflake driver
Then change a file in examples/acme and plan again.
`;
