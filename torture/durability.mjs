// Kills a writing process at a random moment, again and again: what it was told is done has to be there, and nothing half done.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalAccount } from "@snowtower/emulator";
import { blocksNear, expectedAfter, foundIn } from "./durability-model.mjs";
import { randomOf } from "./random.mjs";

/** So many kills in one folder, so that its snapshots and logs grow old; then a new one. */
const KILLS_PER_FOLDER = 25;

/** @returns {Promise<{ tried: number, held: number, acknowledged: number, found: { text: string, wrong: string }[] }>} */
export async function durability({ seed, times, onKill = () => undefined }) {
  const random = randomOf(seed);
  const found = [];
  let held = 0;
  let acknowledged = 0;
  let folder = null;
  let next = 0;
  for (let tried = 0; tried < times; tried++) {
    if (tried % KILLS_PER_FOLDER === 0) {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = mkdtempSync(join(tmpdir(), "snowtower-torture-"));
      next = 0;
    }
    const last = await killed(folder, { from: next, afterMs: random.below(250) });
    acknowledged += Math.max(0, last - next + 1);
    try {
      next = await judged(folder, last);
      held++;
    } catch (error) {
      found.push({ text: `kill ${tried + 1} in ${folder}, after statement ${last}`, wrong: String(error) });
      // What is broken stays for whoever looks into it.
      return { tried: tried + 1, held, acknowledged, found };
    }
    onKill(tried + 1);
  }
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  return { tried: times, held, acknowledged, found };
}

/** The last statement that was acknowledged before the kill. */
async function killed(folder, { from, afterMs }) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "durability-writer.mjs"), folder, String(from)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  child.stdout.on("data", (chunk) => {
    if (said === "") setTimeout(() => child.kill("SIGKILL"), afterMs);
    said += chunk;
  });
  const signal = await new Promise((resolve) => child.on("close", (_, by) => resolve(by)));
  if (signal !== "SIGKILL") throw new Error(`the writer ended by itself: ${complaint}`);
  return Number(said.slice(0, said.lastIndexOf("\n")).split("\n").at(-1));
}

/** Opens the account again: it holds what was acknowledged, and at most the statement that was under way. Gives the next one. */
async function judged(folder, last) {
  const { account } = await LocalAccount.open(folder);
  try {
    const blocks = blocksNear(last);
    const found = JSON.stringify(await foundIn(account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" }), blocks));
    for (const done of [last, last + 1]) if (found === JSON.stringify(expectedAfter(done, blocks))) return done + 1;
    throw new Error(`acknowledged were the statements up to ${last}, which is ${JSON.stringify(expectedAfter(last, blocks))}; found ${found}`);
  } finally {
    await account.close();
  }
}
