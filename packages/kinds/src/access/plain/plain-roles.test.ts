import { exactly, nameOf } from "@snowtower/sql";
import { describe, expect, it } from "vitest";
import type { ConfigNode } from "../../config-node.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { idOf } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import type { Grant } from "../grant.ts";
import { expand } from "../model/expand.ts";
import { parseModel } from "../model/parse-model.ts";

type Plain = string | boolean | readonly string[] | { readonly [key: string]: Plain };

const at = { file: "role.yaml", line: 1, column: 1 };

function nodeOf(value: Plain): ConfigNode {
  if (typeof value === "string") return { kind: "scalar", value, source: value, type: "text", secret: false, at };
  if (typeof value === "boolean") return { kind: "scalar", value, source: String(value), type: "boolean", secret: false, at };
  if (Array.isArray(value)) return { kind: "list", items: value.map(nodeOf), at };
  return { kind: "map", entries: Object.entries(value as object).map(([key, v]) => ({ key, keyAt: at, value: nodeOf(v as Plain) })), at };
}

const spec = (kind: string, ...name: readonly string[]): Spec => ({
  kind,
  id: idOf(kind, nameOf(...name)),
  name: nameOf(...name),
  fields: {},
  at,
  flawed: false,
  places: {},
});
const routine = (...args: readonly string[]): Spec => ({
  ...spec("function", "P_DB", "SC", "F"),
  id: idOf("function", nameOf("P_DB", "SC", "F"), args),
  argumentTypes: args,
});

function roles(file: Plain, specs: readonly Spec[] = []) {
  const diagnostics: Diagnostic[] = [];
  const secrets = { keep: (ref: string) => ({ ref, digest: "" }) };
  const model = parseModel(new Map([["role", nodeOf(file)]]), { prefix: "P_", database: null, schema: null, report: (d) => diagnostics.push(d), secrets });
  const result = expand({ specs, model, prefix: "", deployer: { role: exactly("D"), user: exactly("U") }, at, labelOf: (kind) => kind.toUpperCase() });
  return { ...result, said: [...diagnostics, ...result.diagnostics].map((d) => `${d.code} ${d.message}`) };
}

const line = ({ privilege, on, to, option }: Grant): string =>
  `${privilege} ${on.kind === "account" ? "account" : on.kind === "object" ? `${on.type} ${on.name}` : `future ${on.type} ${on.in} ${on.name}`} > ${to.type} ${to.name}${option ? " *" : ""}`;

describe("role.yaml", () => {
  it("describes roles under their exact names, with members, holders and grants", () => {
    const {
      roles: objects,
      grants,
      said,
    } = roles({
      analyst: {
        comment: "Reads",
        owner: "useradmin",
        roles: ["reporter", "sales.reader", '"Mixed"'],
        application_roles: ["app.viewer"],
        granted_to: ["sysadmin"],
        users: ["alice"],
        grants: {
          "WAREHOUSE:USAGE": ["wh"],
          "TABLE:SELECT,INSERT WITH GRANT OPTION": ['sales.public."my table"'],
          "function:usage": ["sales.public.f(string, int)"],
        },
        future_grants: { "TABLE:SELECT": ["sales.public"], "SCHEMA:USAGE": ["sales"], "VIEW:OWNERSHIP": ["sales"] },
        account_grants: ["execute task", "MANAGE GRANTS WITH GRANT OPTION"],
      },
      '"lower"': {},
    });
    expect(said).toEqual([]);
    expect(objects.map((o) => [o.id, o.owner, o.fields])).toEqual([
      ['role:"lower"', undefined, {}],
      ["role:ANALYST", "USERADMIN", { comment: "Reads" }],
    ]);
    expect(grants.map(line).sort()).toEqual(
      [
        "USAGE ROLE REPORTER > ROLE ANALYST",
        "USAGE DATABASE ROLE SALES.READER > ROLE ANALYST",
        'USAGE ROLE "Mixed" > ROLE ANALYST',
        "USAGE APPLICATION ROLE APP.VIEWER > ROLE ANALYST",
        "USAGE ROLE ANALYST > ROLE SYSADMIN",
        "USAGE ROLE ANALYST > USER ALICE",
        "USAGE WAREHOUSE WH > ROLE ANALYST",
        'SELECT TABLE SALES.PUBLIC."my table" > ROLE ANALYST *',
        'INSERT TABLE SALES.PUBLIC."my table" > ROLE ANALYST *',
        "USAGE FUNCTION SALES.PUBLIC.F(VARCHAR, NUMBER) > ROLE ANALYST",
        "SELECT future TABLE SCHEMA SALES.PUBLIC > ROLE ANALYST",
        "USAGE future SCHEMA DATABASE SALES > ROLE ANALYST",
        "OWNERSHIP future VIEW DATABASE SALES > ROLE ANALYST",
        "EXECUTE TASK account > ROLE ANALYST",
        "MANAGE GRANTS account > ROLE ANALYST *",
      ].sort(),
    );
  });

  it("leaves other grants of its roles alone unless it says strict", () => {
    const { strictGrantees, additiveGrantees } = roles({ a: { strict: true, roles: ["c"] }, b: { roles: ["c"] } });
    expect([...strictGrantees]).toEqual(["ROLE|A"]);
    expect([...additiveGrantees]).toEqual(["ROLE|B"]);
  });

  it("describes the grants of Snowflake's own roles without making them", () => {
    const { roles: objects, grants } = roles({ sysadmin: { roles: ["analyst"] } });
    expect(objects).toEqual([]);
    expect(grants.map(line)).toEqual(["USAGE ROLE ANALYST > ROLE SYSADMIN"]);
  });

  it("takes patterns, over the whole names of described objects", () => {
    const specs = [
      spec("database", "P_DB"),
      spec("schema", "P_DB", "SC"),
      spec("table", "P_DB", "SC", "T1"),
      spec("table", "P_DB", "SC", "T2"),
      routine("VARCHAR"),
    ];
    const { grants, said } = roles(
      { r: { grants: { "TABLE:SELECT": ["p_db.sc.t*|!*2"], "FUNCTION:USAGE": ["p_db.sc.f"] }, future_grants: { "TABLE:SELECT": ["p_*.*"] } } },
      specs,
    );
    expect(said).toEqual([]);
    expect(grants.map(line).filter((l) => l.endsWith("ROLE R"))).toEqual([
      "USAGE FUNCTION P_DB.SC.F(VARCHAR) > ROLE R",
      "SELECT TABLE P_DB.SC.T1 > ROLE R",
      "SELECT future TABLE SCHEMA P_DB.SC > ROLE R",
    ]);
    expect(roles({ r: { grants: { "TABLE:SELECT": ["db.*"] } } }, specs).said).toEqual(['ST1201 no described table matches "DB.*"']);
  });

  it("tells names that do not fit their type", () => {
    expect(
      roles({
        r: {
          grants: { "TABLE:SELECT": ["db.t"], "SCHEMA:USAGE": ["db"], "FUNCTION:USAGE": ["a.b.f"], "TABLE:DELETE": ["a.b.t(varchar)"] },
          future_grants: { "TABLE:SELECT": ["a.b.c"] },
        },
      }).said,
    ).toEqual([
      'ST1211 "A.B.C" is neither a database nor a schema',
      'ST1211 "A.B.F" is no name of a function',
      'ST1211 "A.B.T(VARCHAR)" is no name of a table',
      'ST1211 "DB" is no name of a schema',
      'ST1211 "DB.T" is no name of a table',
    ]);
  });
});
