// A project of 10,000 tables in 12 schemas: reading its files, and a plan against an account that has nothing, and one that has everything.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { applyPlan, diskFiles, loadProject, planAccount, SecretStore } from "@snowtower/engine";

export const name = "plan of 10,000 tables";

const SCHEMAS = 12;
const TABLES = 10_000;
const RUNS = 3;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), "snowtower-bench-"));
  try {
    writeProject(folder);
    const load = () => loadProject(diskFiles(folder), { prefix: "", secrets: new SecretStore() });
    const account = connectInProcess(LocalAccount.create({ user: "ADMIN" }), { user: "ADMIN", warehouse: "COMPUTE_WH" });
    const project = load();
    const plan = () => planAccount(account, project.describe(account.facts), {});
    const loaded = await times(load);
    const empty = await times(plan);
    const { plan: first } = await plan();
    const from = performance.now();
    await applyPlan(first, account, { run: "bench" });
    const applied = performance.now() - from;
    const full = await times(plan);
    const { plan: second, statistics } = await plan();
    if (second.steps.length > 0) throw new Error(`the second plan has ${second.steps.length} steps`);
    return [
      { label: "read the files", samples: loaded },
      { label: "plan, nothing there", samples: empty },
      { label: "apply in memory", samples: [applied] },
      { label: `plan, all there (${statistics.statements} statements)`, samples: full },
      { label: "memory after it", samples: [process.memoryUsage().rss / 1e6], unit: "MB" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeProject(folder) {
  for (let schema = 0; schema < SCHEMAS; schema++) mkdirSync(join(folder, "big", `s${schema}`, "table"), { recursive: true });
  for (let table = 0; table < TABLES; table++) {
    writeFileSync(join(folder, "big", `s${table % SCHEMAS}`, "table", `t${table}.yaml`), "columns:\n  id: NUMBER(38,0) NOT NULL\n  name: VARCHAR(100)\n");
  }
}

async function times(work) {
  const samples = [];
  for (let i = 0; i < RUNS; i++) {
    const from = performance.now();
    await work();
    samples.push(performance.now() - from);
  }
  return samples;
}
