#!/usr/bin/env node
// Clients that were not written here judge the local account: npm run conformance [-- CLIENT...] [--kinds]. See docs/conformance.md.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { node } from "./clients/node.mjs";
import { python } from "./clients/python.mjs";
import { snowddl } from "./clients/snowddl.mjs";
import { groups, table } from "./report.mjs";
import { verdict } from "./verdict.mjs";

const CLIENTS = { node, python, snowddl };

async function main(args) {
  const named = args.filter((arg) => !arg.startsWith("--"));
  const wrong = [...named.filter((name) => CLIENTS[name] === undefined), ...args.filter((arg) => arg.startsWith("--") && arg !== "--kinds")];
  if (wrong.length > 0) {
    console.error(`not understood: ${wrong.join(" ")}\nusage: npm run conformance [-- ${Object.keys(CLIENTS).join(" | ")}] [--kinds]`);
    return 1;
  }
  const known = JSON.parse(readFileSync(new URL("known-failures.json", import.meta.url), "utf8"));
  const rows = [];
  for (const client of named.length > 0 ? named : Object.keys(CLIENTS)) {
    console.error(`${client} ...`);
    rows.push(await judged(client, known[client] ?? {}));
  }
  console.log(`\n${table(rows)}`);
  if (args.includes("--kinds")) for (const { client, tests = [] } of rows) console.log(`\n${client}, by kind (passed of all)\n${groups(tests)}`);
  return told(rows) ? 1 : 0;
}

async function judged(client, known) {
  const results = cacheFolder("results", client);
  rmSync(results, { recursive: true, force: true });
  cacheFolder("results", client);
  const { skipped, version, tests, notes = [], errors = [] } = await CLIENTS[client](results);
  if (skipped !== undefined) return { client, skipped };
  const row = { client, version, tests, notes, verdict: verdict(tests, known) };
  const details = join(results, "results.json");
  writeFileSync(details, `${JSON.stringify({ version, notes, errors, tests }, null, 2)}\n`);
  console.error(`${client}: details in ${details}`);
  return row;
}

/** Says what differs from what is known; whether something got worse. */
function told(rows) {
  let failed = false;
  for (const { client, verdict: found } of rows) {
    if (found === undefined) continue;
    for (const { id, reason } of found.unexpected) console.log(`${client}: new failure: ${id}: ${reason}`);
    for (const id of found.mended) console.log(`${client}: passes, though known-failures.json has it: ${id}`);
    for (const id of found.gone) console.log(`${client}: known-failures.json has it, and it was not run: ${id}`);
    if (found.missing > 0) console.log(`${client}: ${found.missing} tests fewer passed than known-failures.json says`);
    failed ||= found.unexpected.length + found.missing > 0;
  }
  return failed;
}

process.exitCode = await main(process.argv.slice(2));
