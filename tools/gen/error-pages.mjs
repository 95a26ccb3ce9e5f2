// docs/errors: a page for each code of the table in kinds, and an index.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const TABLE = "packages/kinds/dist/codes.js";

export async function errorPages(root) {
  if (!existsSync(join(root, "packages/kinds/src/codes.ts"))) return [];
  if (!existsSync(join(root, TABLE))) throw new Error(`${TABLE} is missing: run npm run build`);
  const { codes } = await import(pathToFileURL(join(root, TABLE)).href);
  return pagesOf(codesOf(codes));
}

/** The table as a list in the order of the codes, whether it is written as a list or under its codes. */
export function codesOf(table) {
  const list = Array.isArray(table) ? table : Object.entries(table ?? {}).map(([code, entry]) => ({ code, ...entry }));
  if (list.length === 0) throw new Error("codes.ts exports no `codes`");
  const sorted = [...list].sort((a, b) => (a.code < b.code ? -1 : 1));
  sorted.forEach((entry, i) => {
    for (const part of ["code", "title", "explanation", "fix"]) if (!entry[part]?.trim()) throw new Error(`${entry.code ?? "a code"} has no ${part}`);
    if (entry.code === sorted[i + 1]?.code) throw new Error(`${entry.code} stands twice`);
  });
  return sorted;
}

/** path -> text of every page. */
export function pagesOf(list) {
  const pages = list.map((entry) => [`docs/errors/${entry.code}.md`, page(entry)]);
  const rows = list.map(({ code, title }) => `| [${code}](${code}.md) | ${title.replaceAll("|", "\\|")} |`);
  const index = [
    "# Error codes",
    "",
    "A code never changes its meaning and is never given twice.",
    "",
    "| code | what it says |",
    "|---|---|",
    ...rows,
    "",
  ].join("\n");
  return [...pages, ["docs/errors/README.md", index]];
}

function page({ code, title, explanation, fix }) {
  return `# ${code}: ${title}\n\n${explanation.trim()}\n\n## What to do\n\n${fix.trim()}\n`;
}
