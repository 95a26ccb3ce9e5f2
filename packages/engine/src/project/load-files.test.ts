// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder is written ${{ name }}

import type { ConfigNode } from "@snowtower/kinds";
import { expect, test } from "vitest";
import { type LoadOptions, loadFiles } from "./load-files.ts";
import { memoryFiles } from "./memory-files.ts";
import type { ProjectFiles } from "./project-files.ts";

const known = { account: ["warehouse", "user"], database: ["params"], schema: ["params"], types: ["view", "table"] };
const KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const HELLO = "gAAAAABlU_EAAAECAwQFBgcICQoLDA0OD4_9EBVfNSDZ7XtRxaHNdkXtnpiOvBp_5rgCTWkWJ4a71RudAww7-qtFixrYFculFQ==";

function loaded(files: { readonly [path: string]: string }, options: Partial<LoadOptions> = {}) {
  const result = loadFiles(memoryFiles(files), { known, prefix: "DEV__", ...options });
  return { ...result, said: result.diagnostics.map((d) => `${d.severity} ${d.code} ${d.at.file}:${d.at.line}:${d.at.column}`) };
}

function plain(node: ConfigNode): unknown {
  if (node.kind === "list") return node.items.map(plain);
  return node.kind === "map" ? Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)])) : node.value;
}

const PROJECT = {
  "placeholder.yaml": "size: XSMALL\nowner: data\n",
  "warehouse.yaml": "wh:\n  size: ${{ size }}\n  comment: of ${{ owner }}\n",
  "user.yaml": `u:\n  password: !decrypt ${HELLO}\n`,
  "db/params.yaml": "",
  "db/sc/view/v.yaml": "text: !include sql/v.sql\n",
  "db/sc/view/sql/v.sql": "SELECT * FROM ${{ env_prefix }}db.sc.t\n",
  "db/sc/table/t.yaml": "columns: {a: VARCHAR(10)}\n",
};

test("a whole project", () => {
  const { documents, databases, schemas, said } = loaded(PROJECT, { fernetKeys: [KEY] });
  expect(said).toEqual([]);
  expect(documents.map(({ place, node }) => [place, plain(node)])).toEqual([
    [{ kind: "database", database: "DB", file: "params" }, {}],
    [{ kind: "object", database: "DB", schema: "SC", type: "table", name: "T" }, { columns: { a: "VARCHAR(10)" } }],
    [{ kind: "object", database: "DB", schema: "SC", type: "view", name: "V" }, { text: "SELECT * FROM DEV__db.sc.t\n" }],
    [{ kind: "account", file: "user" }, { u: { password: "hello" } }],
    [{ kind: "account", file: "warehouse" }, { wh: { size: "XSMALL", comment: "of data" } }],
  ]);
  expect(databases).toEqual([{ path: "db", database: "DB" }]);
  expect(schemas).toEqual([{ path: "db/sc", database: "DB", schema: "SC" }]);
});

test("given placeholders win over the project's", () => {
  const { documents } = loaded(PROJECT, { fernetKeys: [KEY], placeholders: [{ kind: "json", from: "values", text: '{"size": "LARGE"}' }] });
  expect(documents.map(({ node }) => plain(node))).toContainEqual({ wh: { size: "LARGE", comment: "of data" } });
});

test("every mistake of every file is told, sorted, and a broken file does not hide the others", () => {
  const { documents, said } = loaded({
    "placeholder.yaml": "a: {b: 1}\n",
    "warehouse.yaml": "a: 'x\n",
    "warehuose.yaml": "a: 1\n",
    "user.yaml": "u:\n  password: !encrypt hunter2\n  comment: ${{ nope }}\nu: {}\n",
    "db/params.yaml": "- a\n",
    "db/sc/view/v.yaml": "text: !include sql/v.sql\ncomment: !what x\n",
    "db/sc/table/t.yaml": `secret: !decrypt ${HELLO}\n`,
    "my-db/params.yaml": "",
  });
  expect(said).toEqual([
    "error ST1036 db/params.yaml:1:1",
    "error ST1050 db/sc/table/t.yaml:1:18",
    "error ST1040 db/sc/view/v.yaml:1:16",
    "error ST1034 db/sc/view/v.yaml:2:16",
    "error ST1010 my-db:1:1",
    "error ST1061 placeholder.yaml:1:4",
    "error ST1053 user.yaml:2:22",
    "warning ST1027 user.yaml:4:1",
    "error ST1022 warehouse.yaml:1:4",
    "warning ST1008 warehuose.yaml:1:1",
  ]);
  expect(documents.map(({ place }) => ("name" in place ? place.name : place.file))).toEqual(["T", "V", "user"]);
});

test("a file with one value", () => {
  expect(loaded({ "user.yaml": "just text\n" }).said).toEqual(["error ST1036 user.yaml:1:1"]);
});

test("what the machine refuses to read is an error, never an absent file", () => {
  const all = memoryFiles(PROJECT);
  const refused = { kind: "refused", why: "permission denied" } as const;
  const files: ProjectFiles = {
    list: (folder) => (folder === "db/sc" ? refused : all.list(folder)),
    read: (path) => (path === "user.yaml" ? refused : all.read(path)),
  };
  const { diagnostics } = loadFiles(files, { known, prefix: "" });
  expect(diagnostics.map((d) => `${d.severity} ${d.code} ${d.message}`)).toEqual([
    'error ST1002 "db/sc" cannot be read: permission denied',
    'error ST1002 "user.yaml" cannot be read: permission denied',
  ]);
});

test("no mistake shows a secret", () => {
  const { diagnostics } = loaded({ "user.yaml": `a: !encrypt hunter2\nb: !decrypt ${HELLO}\nc: !decrypt hunter2\n` }, { fernetKeys: [KEY] });
  expect(diagnostics.map((d) => d.code)).toEqual(["ST1053", "ST1052"]);
  expect(JSON.stringify(diagnostics)).not.toMatch(/hunter2|hello/);
});

test("the same files give the same result in any order of listing", () => {
  const shuffled = Object.fromEntries(Object.entries(PROJECT).reverse());
  expect(loaded(shuffled)).toEqual(loaded(PROJECT));
});
