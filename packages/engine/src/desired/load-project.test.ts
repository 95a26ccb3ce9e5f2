import { describe, expect, test } from "vitest";
import { memoryFiles } from "../project/memory-files.ts";
import { loadProject } from "./load-project.ts";
import { SecretStore } from "./secrets.ts";

function said(files: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = loadProject(memoryFiles(files), { prefix: "", secrets: new SecretStore() });
  return diagnostics.map(({ code, at, message, hint }) => `${code} ${at.file}:${at.line} ${message}${hint === undefined ? "" : ` (${hint})`}`);
}

const TABLE = "columns:\n  id: NUMBER(38,0)\n";

describe("all mistakes are told together", () => {
  test("what else is wrong with an object that has a mistake, and what others say of it", () => {
    expect(
      said({
        "user.yaml": "bob:\n  business_roles: [nobody]\n  sizee: 1\n",
        "warehouse.yaml": "w1: {size: HUGE}\nW1: {size: SMALL}\n",
        "business_role.yaml": "reader:\n  warehouse_usage: [w1]\n",
      }),
    ).toEqual([
      'ST1202 user.yaml:2 there is no business role "NOBODY"',
      'ST1101 user.yaml:3 unknown field "sizee"',
      'ST1104 warehouse.yaml:1 expected one of XSMALL, SMALL, MEDIUM, LARGE, XLARGE, XXLARGE, XXXLARGE, X4LARGE, X5LARGE, X6LARGE, found "HUGE"',
      "ST1110 warehouse.yaml:2 warehouse:W1 is described twice (the other place is warehouse.yaml:1)",
    ]);
  });
});

describe("a reference", () => {
  const refers = `${TABLE}foreign_keys:\n  - {columns: [id], ref_table: custommers, ref_columns: [id]}\n`;

  test("to what no file describes, in a schema that the project describes", () => {
    expect(said({ "db/sc/table/orders.yaml": refers, "db/sc/table/customers.yaml": `${TABLE}primary_key: [id]\n` })).toEqual([
      "ST1111 db/sc/table/orders.yaml:1 it refers to the table DB.SC.CUSTOMMERS, which no file describes (did you mean DB.SC.CUSTOMERS?)",
    ]);
  });

  test("to an object that has a mistake is none", () => {
    expect(said({ "db/sc/table/orders.yaml": refers, "db/sc/table/custommers.yaml": `${TABLE}colour: red\n` })).toEqual([
      'ST1101 db/sc/table/custommers.yaml:3 unknown field "colour"',
    ]);
  });

  test("into a sandbox, or into a schema that is not the project's, may be right", () => {
    expect(said({ "db/sc/params.yaml": "is_sandbox: true\n", "db/sc/table/orders.yaml": refers })).toEqual([]);
    expect(said({ "db/sc/table/orders.yaml": refers.replace("custommers", "other.sc.custommers") })).toEqual([]);
  });
});
