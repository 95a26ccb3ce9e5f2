import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diskFiles } from "./disk-files.ts";
import { loadFiles } from "./load-files.ts";
import { scan } from "./scan.ts";

const known = { account: ["warehouse"], database: ["params"], schema: ["params"], types: ["view"] };
let dir = "";
let root = "";
const socket = createServer();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "snowtower-files-"));
  root = join(dir, "project");
  mkdirSync(join(root, "db/sc/view/sql"), { recursive: true });
  mkdirSync(join(dir, "elsewhere/sc"), { recursive: true });
  writeFileSync(join(dir, "secret.txt"), "hunter2");
  writeFileSync(join(root, "warehouse.yaml"), "\ufeffwh:\r\n  size: XSMALL\r\n");
  writeFileSync(join(root, "latin1.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
  writeFileSync(join(root, "db/sc/view/sql/v.sql"), "SELECT 1");
  symlinkSync("warehouse.yaml", join(root, "inside.yaml"));
  symlinkSync("../secret.txt", join(root, "outside.yaml"));
  symlinkSync(join(dir, "elsewhere"), join(root, "linked"));
  symlinkSync("db", join(root, "db_again"));
  symlinkSync("nowhere", join(root, "broken.yaml"));
  symlinkSync("loop.yaml", join(root, "loop.yaml"));
  await new Promise<void>((listening) => socket.listen(join(root, "socket.yaml"), listening));
  writeFileSync(join(root, "huge.yaml"), "");
  truncateSync(join(root, "huge.yaml"), 100 * 1024 * 1024);
});

afterAll(() => {
  socket.close();
  rmSync(dir, { recursive: true });
});

test("a text comes without a byte order mark and with plain line ends", () => {
  expect(diskFiles(root).read("warehouse.yaml")).toEqual({ kind: "text", text: "wh:\n  size: XSMALL\n" });
  expect(diskFiles(root).read("inside.yaml")).toEqual({ kind: "text", text: "wh:\n  size: XSMALL\n" });
});

test("entries are sorted and say what is behind a link", () => {
  const kinds = Object.fromEntries((diskFiles(root).list("") as { name: string; kind: string }[]).map(({ name, kind }) => [name, kind]));
  expect(Object.keys(kinds)).toEqual([...Object.keys(kinds)].sort());
  expect(kinds).toMatchObject({
    "inside.yaml": "file",
    "outside.yaml": "outside file",
    linked: "outside folder",
    db_again: "folder",
    "broken.yaml": "other",
    "loop.yaml": "other",
    "socket.yaml": "other",
  });
});

test.each([
  ["outside.yaml", { kind: "outside" }],
  ["linked/x.yaml", { kind: "missing" }],
  ["../secret.txt", { kind: "outside" }],
  ["db/../../secret.txt", { kind: "outside" }],
  ["db", { kind: "not a file" }],
  ["socket.yaml", { kind: "not a file" }],
  ["broken.yaml", { kind: "missing" }],
  ["nowhere.yaml", { kind: "missing" }],
  ["warehouse.yaml/x", { kind: "missing" }],
  ["loop.yaml", { kind: "refused", why: "a link that points to itself" }],
  ["latin1.yaml", { kind: "not text" }],
  ["huge.yaml", { kind: "too large", bytes: 100 * 1024 * 1024, limit: 4 * 1024 * 1024 }],
])("%s is not read", (path, expected) => {
  expect(diskFiles(root).read(path)).toEqual(expected);
});

test("a folder behind a link that leaves the project is not listed", () => {
  expect(diskFiles(root).list("linked")).toEqual({ kind: "outside" });
  expect(diskFiles(root).list("..")).toEqual({ kind: "outside" });
});

test("a folder that does not exist", () => {
  expect(scan(diskFiles(join(dir, "nowhere")), { known }).diagnostics).toMatchObject([{ code: "ST1001" }]);
});

test("the mistakes of a project are told together, and what is outside never shows up", () => {
  const loaded = loadFiles(diskFiles(root), {
    known: { ...known, account: ["warehouse", "outside", "latin1", "huge", "socket", "broken", "loop", "inside"] },
    prefix: "",
  });
  expect(loaded.diagnostics.map((d) => `${d.code} ${d.at.file}`)).toEqual([
    "ST1013 broken.yaml",
    "ST1004 huge.yaml",
    "ST1003 latin1.yaml",
    "ST1006 linked",
    "ST1013 loop.yaml",
    "ST1006 outside.yaml",
    "ST1013 socket.yaml",
  ]);
  expect(loaded.diagnostics[1]?.message).toBe('"huge.yaml" has 100 MB; a file may have 4 MB');
  expect(loaded.databases.map((folder) => folder.database)).toEqual(["DB", "DB_AGAIN"]);
  expect(JSON.stringify(loaded)).not.toContain("hunter2");
});
