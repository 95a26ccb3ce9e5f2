import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** A project's files: path -> text. */
type Files = Readonly<Record<string, string>>;

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder with these files; gone when the test file ends. */
export function projectFolder(files: Files = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "snowtower-cli-")));
  made.push(folder);
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Two warehouses: the least that has something to plan. */
export const WAREHOUSES: Files = {
  "warehouse.yaml": "load_wh:\n  size: XSMALL\n  auto_suspend: 60\nbig_wh:\n  size: LARGE\n  auto_suspend: 60\n",
};

/** A small company: all that is decided for one comes from a few lines. */
export const COMPANY: Files = {
  ...WAREHOUSES,
  "user.yaml": "ada:\n  email: ada@acme.example\n  business_roles: [engineer]\n",
  "business_role.yaml": "engineer:\n  schema_read: [core.sales]\n  warehouse_usage: [load_wh]\n",
  "core/params.yaml": "comment: Models\n",
  "core/sales/params.yaml": "comment: Sales\n",
};
