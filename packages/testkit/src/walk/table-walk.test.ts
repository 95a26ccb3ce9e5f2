import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tableWalk } from "./table-walk.ts";

const PAGE = join(import.meta.dirname, "../../../../docs/architecture.md");

/** `<!-- walk: spec -->` and the fenced block behind it. */
const BLOCK = /(<!-- walk: (\w+) -->\n```\w*\n)([\s\S]*?)(```\n)/g;

test("the walk of a table on the architecture page is what really happens; UPDATE=1 writes it", async () => {
  const stages = await tableWalk();
  const page = readFileSync(PAGE, "utf8");
  const named = [...page.matchAll(BLOCK)].map(([, , stage]) => stage);
  expect(named).toEqual(Object.keys(stages));
  const fresh = page.replace(BLOCK, (_, begin: string, stage: string, __: string, end: string) => `${begin}${(stages[stage] ?? "").trimEnd()}\n${end}`);
  if (process.env.UPDATE === "1" && process.env.CI === undefined) writeFileSync(PAGE, fresh);
  else expect(page).toBe(fresh);
});
