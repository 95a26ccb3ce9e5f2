import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExamples } from "../examples/parse-examples.ts";
import { LocalAccount } from "../local-account.ts";
import { readRaw } from "../testing/raw-rows.ts";
import { compareWithSeed } from "./compare-with-seed.ts";

const FOLDER = join(import.meta.dirname, "../../examples");
const PAGES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".test"));
/** How many pages a run looks at; all of them take half a minute. */
const RUNS = 5;
const now = () => Date.UTC(2026, 0, 15, 12);

/** The account that all statements of a page's examples leave behind, whatever is refused on the way. */
async function accountOf(page: string): Promise<LocalAccount> {
  const account = LocalAccount.create({ now });
  for (const { steps } of parseExamples(readFileSync(join(FOLDER, page), "utf8")).examples) {
    const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
    for (const step of steps) if ("text" in step) await session.execute(step.text, { multiStatementCount: 0 });
  }
  return account;
}

test("the account that a page of the documentation makes is given back by its twin", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PAGES), async (page) => {
      const { seed } = await readRaw(await accountOf(page));
      const { account, holes } = await LocalAccount.seed(seed, { now });
      expect([...holes, ...(await compareWithSeed(account, seed))]).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
