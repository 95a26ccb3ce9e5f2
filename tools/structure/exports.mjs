// An exported name nobody imports is no export. A package's public API for the world is the list in its public-api.txt.
import { finding } from "./finding.mjs";
import { packageOf, resolveImport } from "./workspace.mjs";

export function checkExports(workspace) {
  const used = usedNames(workspace);
  return [
    ...workspace.files.filter(isLibrary).flatMap((file) => unused(workspace, file, used)),
    ...workspace.packages.flatMap((pack) => staleEntries(workspace, pack)),
  ];
}

// What Vitest, Biome or a runner loads by itself exports for them.
function isLibrary(file) {
  return !/\.(?:config|test|laws|test-d|bench)\.[a-z]+$/.test(file.path) && !file.path.startsWith("tools/vitest/") && !file.path.startsWith("benches/");
}

function unused(workspace, file, used) {
  const names = used.get(file.path);
  if (names?.has("*")) return [];
  const index = /^packages\/[^/]+\/src\/index\.ts$/.test(file.path);
  const listed = index ? (workspace.packages.find((pack) => pack.name === file.package)?.publicApi ?? []) : [];
  return file.exports
    .filter(({ name }) => !names?.has(name) && !listed.includes(name))
    .map(({ name, line }) =>
      finding(
        "exports",
        file.path,
        line,
        index ? `${name}: no other package and no test imports it, and public-api.txt does not list it` : `${name}: exported, but no other file imports it`,
      ),
    );
}

function staleEntries(workspace, pack) {
  const index = workspace.byPath.get(`${pack.folder}/src/index.ts`);
  const exported = new Set(index?.exports.map((e) => e.name));
  return (pack.publicApi ?? [])
    .filter((name) => !exported.has(name))
    .map((name) => finding("exports", `${pack.folder}/public-api.txt`, 0, `${name} is not exported`));
}

/** path -> names that other files take from it; `*` when it may be all of them. */
function usedNames(workspace) {
  const used = new Map();
  for (const file of workspace.files) {
    for (const { from, names, all } of file.imports) {
      const target = targetOf(workspace, file, from);
      if (target === null || target === file.path) continue;
      const set = used.get(target) ?? new Set();
      for (const name of all ? ["*"] : names) set.add(name);
      used.set(target, set);
    }
  }
  return used;
}

function targetOf(workspace, file, specifier) {
  if (specifier.startsWith(".")) return resolveImport(file, specifier);
  const name = packageOf(specifier);
  const pack = workspace.packages.find((p) => p.name === name);
  return pack === undefined ? null : `${pack.folder}/src/index.ts`;
}
