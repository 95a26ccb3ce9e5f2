import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { applyPlan, diskFiles, loadProject, planAccount, readAccount, SecretStore } from "@snowtower/engine";
import type { AnyObject, Attachment, Catalog, Observation } from "@snowtower/kinds";
import { type Account, exactly, rehydrate, rowsOf } from "@snowtower/sql";
import { planLines } from "../verbs/plan-lines.ts";

const USER = exactly("BOSS");
const ROLE = exactly("ACCOUNTADMIN");
const WAREHOUSE = exactly("SMALL");

/** The project that is walked: a table whose column is masked. */
const FILES = {
  "raw/params.yaml": "{}\n",
  "raw/shop/params.yaml": "{}\n",
  "raw/shop/masking_policy/mask_mail.yaml":
    "arguments:\n  mail: VARCHAR(200)\nreturns: VARCHAR(200)\nbody: CASE WHEN IS_ROLE_IN_SESSION('HR') THEN mail ELSE '***' END\n",
  "raw/shop/table/customers.yaml":
    "columns:\n  id: NUMBER(38,0) NOT NULL\n  mail: VARCHAR(200)\nprimary_key: [id]\nmasking_policies:\n  - policy_name: mask_mail\n    columns: [mail]\n",
} as const;

/** What each stage has of the table, as text: what the architecture page shows. */
export async function tableWalk(): Promise<Readonly<Record<string, string>>> {
  const account = await openAccount();
  const folder = mkdtempSync(join(tmpdir(), "walk-"));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const loaded = loadProject(diskFiles(folder), { prefix: "", secrets: new SecretStore() });
  const desired = loaded.describe(account.facts);
  const spec = loaded.specs.find(({ kind }) => kind === "table");
  const { plan } = await planAccount(account, desired, {});
  const steps = plan.steps.filter(({ id }) => id.includes("CUSTOMERS") || id.includes("MASK_MAIL"));
  await applyPlan(plan, account, { run: "walk", parallel: 1, reveal: () => "", clock: () => new Date(0) });
  const { catalog, observations } = await readAccount(account, plan.interest, { clock: () => new Date(0) });
  const again = await planAccount(account, desired, {});
  await account.close();
  return {
    file: FILES["raw/shop/table/customers.yaml"],
    spec: json({ id: spec?.id, fields: spec?.fields }),
    described: json(ofTable(desired.catalog)),
    requests: [...observations.keys()].filter((key) => key.includes('"RAW"')).join("\n"),
    observations: [...observations.values()].flatMap(rowsOfTable).join("\n"),
    catalog: json(ofTable(catalog)),
    plan: planLines({ ...plan, steps, notes: [] }, false),
    again: planLines(again.plan, false),
  };
}

async function openAccount(): Promise<Account> {
  let now = Date.UTC(2025, 0, 1);
  const local = LocalAccount.create({
    user: USER,
    now: () => {
      now += 1000;
      return now;
    },
  });
  const first = connectInProcess(local, { user: USER, role: ROLE });
  const [made] = await first.execute({ statements: [rehydrate({ text: "CREATE WAREHOUSE SMALL WAREHOUSE_SIZE = XSMALL", secrets: [] })] });
  await rowsOf(made);
  await first.close();
  return connectInProcess(local, { user: USER, role: ROLE, warehouse: WAREHOUSE });
}

function ofTable({ objects, attachments }: Catalog): { readonly table: Partial<AnyObject> | null; readonly attachments: readonly Attachment[] } {
  const table = [...objects.values()].find(({ kind }) => kind === "table") ?? null;
  if (table === null) return { table, attachments: [] };
  const { id, owner, fields } = table;
  return { table: { id, ...(owner === undefined ? {} : { owner }), fields }, attachments: attachments.on(table.id) };
}

/** The rows that speak of the table, with the cells that say something. */
function rowsOfTable(observation: Observation): string[] {
  if (!("rows" in observation)) return [];
  const about = observation.rows.filter((row) => row.includes("CUSTOMERS"));
  if (about.length === 0) return [];
  const rows = about.map((row) => `  ${observation.columns.flatMap((column, i) => (row[i] ? [`${column}=${row[i]}`] : [])).join(" ")}`);
  return [observation.key, ...rows];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
