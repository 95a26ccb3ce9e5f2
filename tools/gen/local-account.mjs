// docs/local-account.md: what the local account knows, from its own registry, the constructs its sources refuse by name, its examples and its README.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { listFiles } from "../structure/workspace.mjs";
import { refusalsIn } from "./refusals.mjs";

const PACKAGE = "packages/emulator";
const SOURCE = `${PACKAGE}/dist/ledger.js`;
const URL_OF = (page) => `https://docs.snowflake.com/en/${page}`;

export async function localAccountPage(root) {
  if (!existsSync(join(root, `${PACKAGE}/src/ledger.ts`))) return [];
  if (!existsSync(join(root, SOURCE))) throw new Error(`${SOURCE} is missing: run npm run build`);
  const { ledger } = await import(pathToFileURL(join(root, SOURCE)).href);
  const sources = listFiles(root, `${PACKAGE}/src`).filter((path) => path.endsWith(".ts") && !/\.test\.ts$|\/testing\//.test(path));
  const refusals = sources.flatMap((path) => refusalsIn(readFileSync(join(root, path), "utf8")));
  const lines = assign(ledger(), [...new Set(refusals)].sort());
  return [["docs/local-account.md", pageOf(lines, { examples: examplesByPage(root), differences: differencesIn(root) })]];
}

/** Each construct stands at the statement with the longest words that it begins with. */
function assign(statements, refusals) {
  const lines = statements.map((statement) => ({ ...statement, refused: [] }));
  const others = [];
  for (const construct of refusals) {
    const fits = lines.filter(({ words }) => construct === words || construct.startsWith(`${words} `));
    const best = fits.sort((a, b) => b.words.length - a.words.length)[0];
    if (best === undefined) others.push(construct);
    else best.refused.push(construct);
  }
  return { lines, others };
}

/** Page -> number of its examples. */
function examplesByPage(root) {
  const files = listFiles(root, `${PACKAGE}/examples`).filter((path) => path.endsWith(".test"));
  return new Map(
    files.map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return [/^# (\S+)/.exec(text)?.[1], text.match(/^== /gm)?.length ?? 0];
    }),
  );
}

/** The chapters of the package's README that say what is missing or differs, from "What can be waited for" on. */
function differencesIn(root) {
  const readme = readFileSync(join(root, `${PACKAGE}/README.md`), "utf8");
  const chapters = readme.split(/^(?=## )/m).slice(1);
  return chapters.filter((chapter) => !/^## (?:Where is what|Adding a class)\b/.test(chapter)).map((chapter) => chapter.trim().replace(/^## /, "### "));
}

function pageOf({ lines, others }, { examples, differences }) {
  const count = [...examples.values()].reduce((sum, each) => sum + each, 0);
  const known = new Set(lines.map(({ page }) => page));
  const elsewhere = [...examples].filter(([page]) => !known.has(page));
  return `${[
    HEAD,
    `${lines.length} statements, ${count} examples of ${examples.size} pages. [How examples are written](../packages/emulator/examples/README.md).`,
    "",
    "## Statements",
    "",
    "| statement | page | examples | refused by name |",
    "|---|---|---|---|",
    ...lines.map(({ words, page, refused }) => row([code(words), link(page), examples.get(page) ?? "", refused.map(code).join(", ")])),
    "",
    "## Other constructs that are refused by name",
    "",
    ...others.map((construct) => `- ${code(construct)}`),
    "",
    "## Examples of other pages",
    "",
    "| page | examples |",
    "|---|---|",
    ...elsewhere.sort(([a], [b]) => (a < b ? -1 : 1)).map(([page, number]) => row([link(page), number])),
    "",
    "## Known differences",
    "",
    differences.join("\n\n"),
  ].join("\n")}\n`;
}

const HEAD = `# The local account's ledger

What the local account of SnowTower knows of Snowflake, and from which page of the documentation each part was written. A construct that stands here as refused, or that
stands nowhere, answers an error that names it (\`Unsupported feature '...'\`, or Snowflake's syntax error), never something else. Where the account is more permissive than the page, that is a bug.
`;

function row(cells) {
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(text) {
  return `\`${text}\``;
}

function link(page) {
  return page === null ? "" : `[${page.split("/").at(-1)}](${URL_OF(page)})`;
}
