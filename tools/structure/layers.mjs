// Who may import whom. docs/architecture.md shows this table; there are no other arrows.
import { finding } from "./finding.mjs";
import { packageOf, resolveImport } from "./workspace.mjs";

const LIBRARIES = ["sql", "kinds", "insight", "engine", "snowflake", "emulator", "store", "service", "console"];

/** Source files: package -> packages it may import. */
export const LAYERS = {
  sql: [],
  kinds: ["sql"],
  insight: ["kinds", "sql"],
  engine: ["insight", "kinds", "sql"],
  snowflake: ["sql"],
  emulator: ["sql"],
  store: ["engine", "sql"],
  service: ["store", "engine", "insight", "kinds", "sql"],
  console: ["service"],
  cli: LIBRARIES,
  testkit: LIBRARIES,
};

// Tests may also use the testkit and the two accounts. The emulator's tests stay behind the wall: they know neither kinds nor engine.
const TEST_LAYERS = { sql: [], emulator: ["snowflake"], cli: LIBRARIES, testkit: LIBRARIES };

/** Imports between packages that the table does not have, relative imports into another package, imports of a package's inside. */
export function checkImports(workspace) {
  return workspace.files.flatMap((file) => {
    if (file.package === null) return [];
    return file.imports.flatMap((used) => importFindings(file, used));
  });
}

function importFindings(file, used) {
  const found = (message) => [finding("layers", file.path, used.line, message)];
  if (used.from.startsWith(".")) {
    const inside = resolveImport(file, used.from).startsWith(`packages/${file.package}/`);
    return inside ? [] : found(`${used.from} is outside packages/${file.package}: import the package by its name`);
  }
  const target = packageOf(used.from);
  if (target === null) return [];
  if (used.from.split("/").length > (used.from.startsWith("@") ? 2 : 1)) return found(`${used.from} reaches into a package: import from its index`);
  if (target === file.package) return found(`${file.package} imports itself by name: use a relative import`);
  if (mayImport(file, target)) return [];
  return found(`${file.package} must not import ${target}${target === "testkit" ? ": the testkit is for tests" : ""}`);
}

function mayImport(file, target) {
  const layers = LAYERS[file.package];
  if (layers === undefined) return false;
  if (layers.includes(target)) return true;
  if (!file.test || file.package === "testkit") return false;
  return target === "testkit" || (TEST_LAYERS[file.package] ?? ["emulator", "snowflake"]).includes(target);
}

/** Each package is in the table; its dependencies and its tsconfig's references are in the table and agree with each other. */
export function checkManifests(workspace) {
  return workspace.packages.flatMap((pack) => {
    const path = `${pack.folder}/package.json`;
    const layers = LAYERS[pack.name];
    if (layers === undefined) return [finding("layers", path, 0, `${pack.name} is not in the table of tools/structure/layers.mjs`)];
    const dependencies = Object.keys(pack.manifest.dependencies ?? {});
    const own = dependencies.map(packageOf).filter((name) => name !== null);
    const findings = own.filter((name) => !layers.includes(name)).map((name) => finding("layers", path, 0, `${pack.name} must not depend on ${name}`));
    if (["sql", "kinds", "insight"].includes(pack.name) && own.length < dependencies.length) {
      findings.push(finding("layers", path, 0, `${pack.name} has no npm dependency, and must have none`));
    }
    return [...findings, ...checkReferences(pack, own)];
  });
}

function checkReferences(pack, own) {
  const path = `${pack.folder}/tsconfig.json`;
  if (pack.tsconfig === null) return [finding("layers", path, 0, "missing")];
  const references = (pack.tsconfig.references ?? []).map((r) => r.path.replace("../", ""));
  return [
    ...own
      .filter((name) => !references.includes(name))
      .map((name) => finding("layers", path, 0, `package.json depends on ${name}, the references do not have it`)),
    ...references.filter((name) => !own.includes(name)).map((name) => finding("layers", path, 0, `references ${name}, package.json does not depend on it`)),
  ];
}
