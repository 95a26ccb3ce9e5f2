// docs/reading.md: how each kind is read from an account, from the definitions in kinds.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SOURCE = "packages/kinds/dist/derive/reading.js";

export async function readingPage(root) {
  if (!existsSync(join(root, "packages/kinds/src/derive/reading.ts"))) return [];
  if (!existsSync(join(root, SOURCE))) throw new Error(`${SOURCE} is missing: run npm run build`);
  const { readings } = await import(pathToFileURL(join(root, SOURCE)).href);
  return [["docs/reading.md", pageOf(readings())]];
}

const HEAD = `# How an account is read

A plan, a proof and a run read **live**: SHOW and DESCRIBE, which need no warehouse, in as few statements as Snowflake allows. Lists take a database, or the
account, at a time; lists of more than 10,000 rows are divided by schema and then by pages. The late views of ACCOUNT_USAGE are declared for reading in bulk, and
never mixed into a plan. What a role that is shown only a part may conclude from that is [decision 0006](decisions/0006-what-proves-absence.md).

| what | live, many at once | live, one at a time | late | to whom |
|---|---|---|---|---|`;

function pageOf(readings) {
  const rows = readings.map(({ what, bulk, each, late, lesser }) => {
    const cells = [what, bulk ?? "", each.join(", "), late === undefined ? "" : `${late.view}, ${late.latency}`, lesser];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return `${[HEAD, ...rows].join("\n")}\n`;
}
