import { describe, expect, test } from "vitest";
import { checkCatalogue } from "./catalogue.mjs";
import { checkCodes } from "./codes.mjs";
import { checkExports } from "./exports.mjs";
import { checkFiles } from "./files.mjs";
import { notAllowed } from "./finding.mjs";
import { checkKindNames } from "./kind-names.mjs";
import { checkImports, checkManifests } from "./layers.mjs";
import { checkPurity } from "./purity.mjs";
import { checkTests } from "./tests.mjs";
import { sourceFile } from "./workspace.mjs";

const pack = (name, more = {}) => ({ name, folder: `packages/${name}`, manifest: {}, tsconfig: {}, publicApi: null, ...more });

function workspace(sources, packages = ["sql", "kinds", "engine", "cli"].map((name) => pack(name))) {
  const files = Object.entries(sources).map(([path, text]) => sourceFile(`packages/${path}`, text));
  return { root: "/nowhere", packages, files, byPath: new Map(files.map((file) => [file.path, file])) };
}

const messages = (rule, sources, packages) => rule(workspace(sources, packages)).map((f) => `${f.path.replace("packages/", "")}:${f.line} ${f.message}`);

describe("layers", () => {
  test("an arrow of the table is fine, any other is found with its line", () => {
    const found = messages(checkImports, {
      "engine/src/a.ts": `import { x } from "@snowtower/kinds";\nimport type { Y } from "@snowtower/emulator";`,
      "emulator/src/b.ts": `import { x } from "@snowtower/sql";\nimport { y } from "@snowtower/kinds";`,
      "cli/src/c.ts": `import { x } from "@snowtower/emulator";`,
    });
    expect(found).toEqual(["engine/src/a.ts:2 engine must not import emulator", "emulator/src/b.ts:2 emulator must not import kinds"]);
  });

  test("a relative path into another package, its inside, and itself by name", () => {
    const found = messages(checkImports, {
      "engine/src/a/b.ts": `import { x } from "../../../sql/src/index.ts";\nimport { y } from "@snowtower/sql/src/y.ts";\nimport { z } from "@snowtower/engine";\nimport { fine } from "../c.ts";`,
    });
    expect(found.map((f) => f.slice(0, 19))).toEqual(["engine/src/a/b.ts:1", "engine/src/a/b.ts:2", "engine/src/a/b.ts:3"]);
  });

  test("tests may use the testkit and the accounts; the emulator's tests stay behind the wall", () => {
    const found = messages(checkImports, {
      "engine/src/a.test.ts": `import { x } from "@snowtower/testkit"; import { y } from "@snowtower/emulator";`,
      "engine/src/b.ts": `import { x } from "@snowtower/testkit";`,
      "emulator/src/c.test.ts": `import { x } from "@snowtower/engine";`,
    });
    expect(found).toEqual([
      "engine/src/b.ts:1 engine must not import testkit: the testkit is for tests",
      "emulator/src/c.test.ts:1 emulator must not import engine",
    ]);
  });

  test("manifests: what may not be depended on, and references that differ", () => {
    const found = messages(checkManifests, {}, [
      pack("emulator", { manifest: { dependencies: { "@snowtower/kinds": "1" } }, tsconfig: { references: [{ path: "../kinds" }] } }),
      pack("sql", { manifest: { dependencies: { yaml: "1" } } }),
      pack("engine", { manifest: { dependencies: { "@snowtower/sql": "1" } }, tsconfig: { references: [{ path: "../kinds" }] } }),
      pack("glue"),
    ]);
    expect(found).toHaveLength(5);
    for (const part of ["emulator must not depend on kinds", "sql has no npm dependency", "depends on sql", "references kinds", "glue is not in"]) {
      expect(found.join("\n")).toContain(part);
    }
  });
});

test("purity: sql and kinds reach nothing outside", () => {
  const found = messages(checkPurity, {
    "kinds/src/a.ts": `import { x } from "node:fs";\nconst d = new Date(0), o = { process: 1, fetch };\nDate.now();\nprocess.env.X;\nx.fetch();\nfetch("y");`,
    "kinds/src/a.test.ts": `import { x } from "node:fs";`,
    "engine/src/a.ts": `import { x } from "node:fs";`,
  });
  expect(found.map((f) => f.slice(0, 16))).toEqual(["kinds/src/a.ts:1", "kinds/src/a.ts:3", "kinds/src/a.ts:4", "kinds/src/a.ts:6"]);
});

test("catalogue: a kind that is missing, one that is gone, one that is imported and not listed", () => {
  const found = messages(checkCatalogue, {
    "kinds/src/catalogue.ts": `import { a } from "./account/a.ts";\nimport { b } from "./schema/b.ts";\nimport { gone } from "./schema/gone.ts";\nexport const catalogue = [a, gone];`,
    "kinds/src/account/a.ts": "",
    "kinds/src/schema/b.ts": "",
    "kinds/src/database/c.ts": "",
    "kinds/src/database/c.test.ts": "",
  });
  expect(found).toEqual([
    "kinds/src/database/c.ts:1 is not in catalogue.ts (what kinds share belongs into a folder below)",
    "kinds/src/catalogue.ts:2 b is imported but not listed",
    "kinds/src/catalogue.ts:3 ./schema/gone.ts does not exist",
  ]);
});

test("kind names: switches, comparisons, look-ups and lists outside kinds; not other words that look alike", () => {
  const kinds = { "kinds/src/schema/table.ts": `export const table = defineKind({\n  name: "table",\n});` };
  const lines = (text) => checkKindNames(workspace({ ...kinds, "engine/src/a.ts": text, "emulator/src/a.ts": text })).map((f) => f.line);
  expect(lines(`if (o.kind === "table") x();`)).toEqual([1]);
  expect(lines(`if ("table" !== o?.kind.name) x();`)).toEqual([1]);
  expect(lines(`switch (o.kind.name) {\n  case "table": { y(); }\n  case "other":\n}`)).toEqual([2]);
  expect(lines(`catalog.all("table")`)).toEqual([1]);
  expect(lines(`["table", "view"].includes(o.kind.name)`)).toEqual([1]);
  expect(lines(`switch (word) { case "table": }\nif (scope === "table") x("table");\nconst y = { kind: "table" };\n// o.kind === "table"`)).toEqual([]);
});

test("kind names: a union's own tag is no kind's name where the union is declared or imported, and is one elsewhere", () => {
  const found = messages(checkKindNames, {
    "kinds/src/database/schema.ts": `export const schema = defineKind({ name: "schema" });`,
    "engine/src/place.ts": `export type Place = { readonly kind: "root" } | { readonly kind: "a" | "schema" };\nconst own = place.kind === "schema";`,
    "engine/src/near.ts": `import type { Place } from "./place.ts";\nconst tag = place.kind === "schema";`,
    "engine/src/far.ts": `const name = object.kind === "schema";`,
  });
  expect(found.map((f) => f.split(" ")[0])).toEqual(["engine/src/far.ts:1"]);
});

describe("exports", () => {
  test("inside a package another file must import it; of an index another package, a test, or the list", () => {
    const found = messages(
      checkExports,
      {
        "sql/src/a.ts": "export const a = 1;\nexport const b = 2;\nexport type C = 1;",
        "sql/src/index.ts": `export { a } from "./a.ts";\nexport { type C } from "./a.ts";`,
        "kinds/src/index.ts": `import { a } from "@snowtower/sql";`,
      },
      [pack("sql", { publicApi: ["gone"] }), pack("kinds")],
    );
    expect(found).toEqual([
      "sql/src/a.ts:2 b: exported, but no other file imports it",
      "sql/src/index.ts:2 C: no other package and no test imports it, and public-api.txt does not list it",
      "sql/public-api.txt:0 gone is not exported",
    ]);
  });

  test("a test's import counts, the list counts, a test's own exports are nobody's business", () => {
    const sources = {
      "sql/src/index.ts": "export const a = 1;\nexport const b = 2;",
      "kinds/src/x.test.ts": `import { a } from "@snowtower/sql";\nexport const y = 1;`,
    };
    expect(messages(checkExports, sources, [pack("sql", { publicApi: ["b"] }), pack("kinds")])).toEqual([]);
  });
});

test("files: too long, badly named, words that say nothing", () => {
  const found = messages(checkFiles, {
    "sql/src/a.ts": "\n".repeat(401),
    "sql/src/utils/b.ts": "",
    "sql/src/c.ts": "export class RoleManager {}\nexport class Manager {}",
  });
  expect(found.map((f) => f.split(" ")[0])).toEqual(["sql/src/a.ts:401", "sql/src/utils/b.ts:0", "sql/src/c.ts:1"]);
});

test("tests: mocks, .only, .skip without a reason, no assertion, processes outside e2e", () => {
  const found = messages(checkTests, {
    "sql/src/a.test.ts": `vi.mock("x");\ntest.only("a", () => expect(1));\ntest.skip("b");\n\n// needs a warehouse that runs\ntest.skip("c");`,
    "sql/src/b.test.ts": `test("a", () => { f(); });`,
    "sql/src/c.test.ts": `import { spawn } from "node:child_process"; expect(1);`,
    "sql/src/c.e2e.test.ts": `import { spawn } from "node:child_process"; expect(1);`,
  });
  expect(found.map((f) => f.split(" ")[0])).toEqual([
    "sql/src/a.test.ts:1",
    "sql/src/a.test.ts:2",
    "sql/src/a.test.ts:3",
    "sql/src/b.test.ts:1",
    "sql/src/c.test.ts:1",
  ]);
});

test("codes: unknown, unused, untested", () => {
  const found = messages(checkCodes, {
    "kinds/src/codes.ts": `export const codes = [...files];`,
    "kinds/src/codes/files.ts": `export const files = [\n  { code: "ST1001", fix: "see ST1009" },\n  { code: "ST1002" },\n  { code: "ST1003" },\n];`,
    "engine/src/a.ts": `report("ST1001");\nreport("ST1002");\nreport("ST1999"); // ST1003`,
    "engine/src/a.test.ts": `expect(code).toBe("ST1001"); expect(message).toContain("see ST1003");`,
  });
  expect(found).toEqual([
    "engine/src/a.ts:3 ST1999 is not in packages/kinds/src/codes.ts",
    "kinds/src/codes/files.ts:4 ST1003: nothing reports it",
    "kinds/src/codes/files.ts:3 ST1002: no test shows it",
  ]);
});

test("a comment with a reason accepts one finding; one without does not", () => {
  const space = workspace({
    "sql/src/a.ts": "// structure: allow exports, the documents show it\nexport const a = 1;\n// structure: allow exports\nexport const b = 1;",
  });
  expect(notAllowed(space, checkExports(space)).map((f) => f.line)).toEqual([4]);
});
