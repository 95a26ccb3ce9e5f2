// The table of layers in docs/architecture.md, from the table that the check enforces.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../structure/layers.mjs";
import { readWorkspace } from "../structure/workspace.mjs";

const PAGE = "docs/architecture.md";

export function architecture(root) {
  const { packages } = readWorkspace(root);
  const rows = Object.entries(LAYERS).flatMap(([name, layers]) => {
    const pack = packages.find((p) => p.name === name);
    if (pack === undefined) return [];
    const imports = layers.filter((layer) => packages.some((p) => p.name === layer));
    return [`| \`${name}\` | ${pack.manifest.description} | ${imports.map((i) => `\`${i}\``).join(", ") || "nothing"} |`];
  });
  const table = ["| package | what it is | may import |", "|---|---|---|", ...rows].join("\n");
  return existsSync(join(root, PAGE)) ? [[PAGE, spliced(readFileSync(join(root, PAGE), "utf8"), "layers", table)]] : [];
}

/** The page with the text between `<!-- begin: x -->` and `<!-- end: x -->` replaced. Throws if a mark is missing. */
export function spliced(page, mark, text) {
  const begin = `<!-- begin: ${mark} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(`<!-- end: ${mark} -->`)];
  if (from < 0 || to < from) throw new Error(`no ${begin} ... end in the page`);
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}
