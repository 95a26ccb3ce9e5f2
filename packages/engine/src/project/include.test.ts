import type { Diagnostic } from "@snowtower/kinds";
import { expect, test } from "vitest";
import { includeReader } from "./include.ts";
import { memoryFiles } from "./memory-files.ts";

const AT = { file: "db/sc/view/v.yaml", line: 1, column: 16 };
const files = memoryFiles(
  {
    "db/sc/view/v.yaml": "",
    "db/sc/view/sql/v.sql": "SELECT 1;\r\n",
    "db/sc/view/sql/long_name.sql": "",
    "db/shared.sql": "shared",
    "db/sc/view/bad.sql": new Uint8Array([255]),
    "db/sc/view/big.sql": "x".repeat(101),
  },
  { fileBytes: 100 },
);

function included(path: string) {
  const diagnostics: Diagnostic[] = [];
  const read = includeReader(files, "db/sc/view/v.yaml", (d) => diagnostics.push(d))(path, AT);
  return { read, diagnostics };
}

test.each(["sql/v.sql", "./sql/v.sql", "sql//v.sql", "sql/../sql/v.sql", "../view/sql/v.sql"])("%s is the text of the file", (path) => {
  expect(included(path)).toEqual({ read: { text: "SELECT 1;\n", secret: false }, diagnostics: [] });
});

test("SnowDDL lets ../ through, so it works inside the project", () => {
  expect(included("../../shared.sql").read?.text).toBe("shared");
});

test.each(["../../../../etc/passwd", "/etc/passwd", "C:\\x", "C:x", "~/x", "\\\\server\\x", "../../../../main/db/shared.sql", "..\\..\\..\\..\\x"])(
  "%s is outside",
  (path) => {
    const { read, diagnostics } = included(path);
    expect(read).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "ST1041", at: AT }]);
  },
);

test.each([
  ["sql/w.sql", 'did you mean "sql/v.sql"?'],
  ["sqll/v.sql", 'did you mean "sql/v.sql"?'],
  ["./sql/longname.sql", 'did you mean "./sql/long_name.sql"?'],
  ["../../sharde.sql", 'did you mean "../../shared.sql"?'],
  ["nothing/like/it.sql", "the path is relative to this file's folder"],
  ["sqll/w.sql", "the path is relative to this file's folder"],
])("%s is missing", (path, hint) => {
  expect(included(path)).toMatchObject({ read: null, diagnostics: [{ code: "ST1040", message: `the included file "${path}" does not exist`, at: AT, hint }] });
});

test("a folder, a file that is no text, a file that is too large", () => {
  expect(included("sql").diagnostics).toMatchObject([{ code: "ST1013" }]);
  expect(included("").diagnostics).toMatchObject([{ code: "ST1013" }]);
  expect(included("bad.sql").diagnostics).toMatchObject([{ code: "ST1003", message: '"db/sc/view/bad.sql" is not UTF-8 text', at: AT }]);
  expect(included("big.sql").diagnostics).toMatchObject([{ code: "ST1004" }]);
});
