import { expect, test } from "vitest";
import type { KnownNames } from "./known-names.ts";
import { memoryFiles } from "./memory-files.ts";
import { scan } from "./scan.ts";

const known: KnownNames = {
  account: ["warehouse", "user"],
  database: ["params", "database_role"],
  schema: ["params"],
  types: ["table", "function", "stage"],
  typesWithFiles: ["stage"],
};

function scanned(paths: readonly string[], maxFiles?: number) {
  const found = scan(memoryFiles(Object.fromEntries(paths.map((path) => [path, ""]))), { known, ...(maxFiles === undefined ? {} : { maxFiles }) });
  return { ...found, said: found.diagnostics.map((d) => `${d.severity} ${d.code} ${d.at.file}: ${d.message}${d.hint === undefined ? "" : ` (${d.hint})`}`) };
}

test("the layout", () => {
  const found = scanned([
    "warehouse.yaml",
    "User.yml",
    "db1/params.yaml",
    "db1/sc1/params.yaml",
    "db1/sc1/table/t1.yaml",
    "db1/sc1/Function/f(varchar, number).yaml",
    "db1/sc1/function/g().yml",
    "db2/empty/",
  ]);
  expect(found.said).toEqual([]);
  expect(found.files).toEqual([
    { path: "User.yml", place: { kind: "account", file: "user" } },
    { path: "db1/params.yaml", place: { kind: "database", database: "DB1", file: "params" } },
    {
      path: "db1/sc1/Function/f(varchar, number).yaml",
      place: { kind: "object", database: "DB1", schema: "SC1", type: "function", name: "F", argumentTypes: ["VARCHAR", "NUMBER"] },
    },
    { path: "db1/sc1/function/g().yml", place: { kind: "object", database: "DB1", schema: "SC1", type: "function", name: "G", argumentTypes: [] } },
    { path: "db1/sc1/params.yaml", place: { kind: "schema", database: "DB1", schema: "SC1", file: "params" } },
    { path: "db1/sc1/table/t1.yaml", place: { kind: "object", database: "DB1", schema: "SC1", type: "table", name: "T1" } },
    { path: "warehouse.yaml", place: { kind: "account", file: "warehouse" } },
  ]);
  expect(found.databases.map((folder) => folder.database)).toEqual(["DB1", "DB2"]);
  expect(found.schemas.map((folder) => `${folder.database}.${folder.schema}`)).toEqual(["DB1.SC1", "DB2.EMPTY"]);
});

test("what does not belong to the layout is left out without a word", () => {
  const found = scanned([
    ".git/config.yaml",
    ".github/workflows/ci.yaml",
    ".snowtower/x.yaml",
    "node_modules/a/b/c/d.yaml",
    "__custom/a.py",
    "__custom/b.yaml",
    "__x.yaml",
    "snowtower.yaml",
    "README.md",
    ".hidden.yaml",
    "db/.DS_Store",
    "db/sc/table/query.sql",
    "db/sc/.cache/x.yaml",
  ]);
  expect(found.said).toEqual([]);
  expect(found.files).toEqual([]);
  expect(found.databases.map((folder) => folder.database)).toEqual(["DB"]);
  expect(found.schemas.map((folder) => folder.schema)).toEqual(["SC"]);
});

test("quoted names keep their case and characters", () => {
  const found = scanned(['"My-Db"/"a.b"/table/"x y".yaml', '"My-Db"/2024/function/"f(x)"(varchar).yaml']);
  expect(found.said).toEqual([]);
  expect(found.files.map((file) => file.place)).toEqual([
    { kind: "object", database: "My-Db", schema: "a.b", type: "table", name: "x y" },
    { kind: "object", database: "My-Db", schema: "2024", type: "function", name: "f(x)", argumentTypes: ["VARCHAR"] },
  ]);
});

test("names that differ by case or ending only are the same", () => {
  expect(scanned(["warehouse.yaml", "warehouse.yml"]).said).toEqual([
    'error ST1007 warehouse.yml: "warehouse.yml" and "warehouse.yaml" have the same name (case and the ending (.yaml, .yml) do not count; keep one)',
  ]);
  expect(scanned(["DB/sc/", "db/sc/", 'x/"SC"/', "x/sc/"]).said.map((line) => line.slice(0, 22))).toEqual(['error ST1007 db: "db" ', 'error ST1007 x/sc: "x/']);
  expect(scanned(["db/sc/table/T.yaml", "db/sc/table/t.yaml"]).said).toHaveLength(1);
  expect(scanned(["db/sc/TABLE/t.yaml", "db/sc/table/t.yaml"]).said).toHaveLength(1);
  expect(scanned(['db/sc/table/"t".yaml', "db/sc/table/t.yaml", "db/sc/function/f.yaml", "db/sc/function/f().yaml"]).said).toEqual([]);
});

test("unknown files and types, with what was probably meant", () => {
  expect(scanned(["warehouses.yaml", "db/parms.yml", "db/sc/oddity.yaml", "db/sc/tables/t.yaml"]).said).toEqual([
    'warning ST1008 db/parms.yml: nothing reads a file "parms.yml" here (did you mean "params.yml"?)',
    'warning ST1008 db/sc/oddity.yaml: nothing reads a file "oddity.yaml" here',
    'warning ST1009 db/sc/tables: "tables" is not a type of object: its files are not read (did you mean "table"?)',
    'warning ST1008 warehouses.yaml: nothing reads a file "warehouses.yaml" here (did you mean "warehouse.yaml"?)',
  ]);
});

test("names that are none", () => {
  const { said } = scanned([
    "my-db/sc/",
    "db/my sc/",
    "db/sc/table/a.b.yaml",
    "db/sc/function/f(varchar.yaml",
    "db/sc/function/f(a,,b).yaml",
    "db/sc/table/“t”.yaml",
  ]);
  expect(said.map((line) => line.split(":")[0])).toEqual([
    "error ST1010 db/my sc",
    "error ST1011 db/sc/function/f(a,,b).yaml",
    "error ST1011 db/sc/function/f(varchar.yaml",
    "error ST1011 db/sc/table/a.b.yaml",
    "error ST1011 db/sc/table/“t”.yaml",
    "error ST1010 my-db",
  ]);
  expect(said[5]).toContain('start it with "__"');
});

test("files that are not read although they look like it", () => {
  expect(scanned(["warehouse.YAML", "db/sc/table/archive/t.yaml", "db/sc/stage/st/data.yaml", "db/sc/table/sql/t.sql"]).said).toEqual([
    'warning ST1014 db/sc/stage/st: the files in "db/sc/stage/st" are not uploaded: the files on a stage are left alone',
    'warning ST1012 db/sc/table/archive/t.yaml: "db/sc/table/archive/t.yaml" is too deep: nothing below the folder "table" of a schema is read',
    'warning ST1012 warehouse.YAML: "warehouse.YAML" is not read: the ending has to be .yaml or .yml',
  ]);
});

test("a folder that is named like a file", () => {
  expect(scanned(["db/sc/table/t.yaml/x.txt"]).said).toEqual([]);
  expect(scanned(["warehouse.yaml/x"]).said).toEqual([expect.stringContaining("ST1010 warehouse.yaml")]);
});

test("the number of files has a limit", () => {
  const found = scanned(["db/sc/table/a.yaml", "db/sc/table/b.yaml", "db/sc/table/c.yaml", "db2/sc/table/a.yaml"], 2);
  expect(found.files).toHaveLength(2);
  expect(found.said).toEqual(["error ST1005 db/sc/table/c.yaml: the project has more than 2 files; the rest was not looked at"]);
});

test("a folder that cannot be read", () => {
  const missing = { list: () => ({ kind: "missing" }) as const, read: () => ({ kind: "missing" }) as const };
  expect(scan(missing, { known }).diagnostics).toMatchObject([{ code: "ST1001", message: "the project's folder cannot be read: it does not exist" }]);
});
