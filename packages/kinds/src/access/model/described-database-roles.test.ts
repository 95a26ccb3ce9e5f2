import { exactly, nameOf } from "@snowtower/sql";
import { describe, expect, it } from "vitest";
import { idOf } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import type { Value } from "../../value.ts";
import type { Grant } from "../grant.ts";
import { expand } from "./expand.ts";
import { emptyModel } from "./parse-model.ts";

const at = { file: "db/database_role.yaml", line: 1, column: 1 };

function spec(kind: string, name: readonly string[], fields: { readonly [field: string]: Value } = {}): Spec {
  const places = Object.fromEntries(Object.keys(fields).map((field, i) => [field, { ...at, line: i + 2 }]));
  return { kind, id: idOf(kind, nameOf(...name)), name: nameOf(...name), fields, at, flawed: false, places };
}

const line = ({ privilege, on, to, option }: Grant): string =>
  `${privilege} ${on.kind === "account" ? "account" : on.kind === "object" ? `${on.type} ${on.name}` : `future ${on.type} ${on.in} ${on.name}`} > ${to.type} ${to.name}${option ? " *" : ""}`;

const project = [
  spec("database", ["P__DB"]),
  spec("schema", ["P__DB", "SC"]),
  spec("table", ["P__DB", "SC", "T1"]),
  spec("table", ["P__DB", "SC", "T2"]),
  spec("database", ["P__OTHER"]),
  spec("schema", ["P__OTHER", "SC"]),
  spec("table", ["P__OTHER", "SC", "T1"]),
  spec("database_role", ["P__DB", "LISTER"]),
];

function roles(fields: { readonly [field: string]: Value }) {
  const deployer = { role: exactly("DEPLOY"), user: exactly("ROBOT") };
  const specs = [...project, spec("database_role", ["P__DB", "READER"], fields)];
  const { grants, diagnostics, ...rest } = expand({ specs, model: emptyModel, prefix: "P__", deployer, at });
  const own = grants.filter(({ to, on }) => to.name.includes("READER") || (on.kind === "object" && on.name.includes("READER")));
  return {
    ...rest,
    grants: own.map(line),
    said: diagnostics.map((each) => `${each.code} ${each.at.line} ${each.message}${each.hint === undefined ? "" : ` (${each.hint})`}`),
  };
}

describe("database_role.yaml", () => {
  it("gives what it says on objects of its database, and takes all else", () => {
    const { grants, said, strictGrantees } = roles({
      grants: { "DATABASE:MONITOR": ["DB"], "SCHEMA:USAGE": ["DB.SC"], "TABLE:SELECT WITH GRANT OPTION": ["DB.SC.T*"] },
      future_grants: { "TABLE:SELECT": ["DB.SC"], "VIEW:SELECT": ["DB"] },
    });
    expect(said).toEqual([]);
    expect(grants).toEqual([
      "MONITOR DATABASE P__DB > DATABASE ROLE P__DB.READER",
      "USAGE SCHEMA P__DB.SC > DATABASE ROLE P__DB.READER",
      "SELECT TABLE P__DB.SC.T1 > DATABASE ROLE P__DB.READER *",
      "SELECT TABLE P__DB.SC.T2 > DATABASE ROLE P__DB.READER *",
      "SELECT future TABLE SCHEMA P__DB.SC > DATABASE ROLE P__DB.READER",
      "SELECT future VIEW DATABASE P__DB > DATABASE ROLE P__DB.READER",
    ]);
    expect([...strictGrantees]).toContain("DATABASE ROLE|P__DB.READER");
  });

  it("names what nothing describes, under the prefix", () => {
    const { grants, said } = roles({
      grants: { "TABLE:SELECT": ["DB.SC.BY_DBT"], "FUNCTION:USAGE": ["DB.SC.F(number)"] },
      future_grants: { "TABLE:SELECT": ["DB.NEW"] },
    });
    expect(said).toEqual([]);
    expect(grants).toEqual([
      "USAGE FUNCTION P__DB.SC.F(NUMBER) > DATABASE ROLE P__DB.READER",
      "SELECT TABLE P__DB.SC.BY_DBT > DATABASE ROLE P__DB.READER",
      "SELECT future TABLE SCHEMA P__DB.NEW > DATABASE ROLE P__DB.READER",
    ]);
  });

  it("holds roles of its database, and is held", () => {
    const { grants, said } = roles({ roles: ["LISTER"], granted_to: ["ANALYST", '"mixed Case"'], users: ["ALICE"] });
    expect(said).toEqual([]);
    expect(grants).toEqual([
      "USAGE DATABASE ROLE P__DB.LISTER > DATABASE ROLE P__DB.READER",
      'USAGE DATABASE ROLE P__DB.READER > ROLE "mixed Case"',
      "USAGE DATABASE ROLE P__DB.READER > ROLE ANALYST",
      "USAGE DATABASE ROLE P__DB.READER > USER ALICE",
    ]);
  });

  it("is told what it cannot have", () => {
    const hint = "(grant it to a role of the account, and let that role hold this one)";
    expect(roles({ grants: { "TABLE:SELECT": ["OTHER.SC.T1"], "WAREHOUSE:USAGE": ["WH"] }, future_grants: { "TABLE:SELECT": ["OTHER.SC"] } }).said).toEqual([
      `ST1215 2 database role P__DB.READER can hold no privilege on P__OTHER.SC.T1, which is not in database P__DB ${hint}`,
      `ST1215 2 database role P__DB.READER can hold no privilege on WH, which is not in database P__DB ${hint}`,
      `ST1215 3 database role P__DB.READER can hold no privilege on P__OTHER.SC, which is not in database P__DB ${hint}`,
    ]);
  });

  it("is told what is meant by nothing", () => {
    expect(roles({ grants: { "TABLE:SELECT": ["DB.SC.X*", "DB.T1"] }, future_grants: { "TABLE:SELECT": ["DB.X*"] }, roles: ["LITSER"] }).said).toEqual([
      'ST1201 2 no described table matches "DB.SC.X*"',
      'ST1211 2 "DB.T1" is no name of a table (write DB.SCHEMA.NAME)',
      'ST1201 3 no described schema matches "DB.X*"',
      'ST1202 4 there is no database role P__DB.LITSER in the project (did you mean "lister"?)',
    ]);
  });
});
