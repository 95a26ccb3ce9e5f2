import { exactly, nameOf } from "@snowtower/sql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConfigNode } from "../../config-node.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { idOf } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import type { Value } from "../../value.ts";
import type { ParseContext } from "../../value-type.ts";
import { type Grant, grantKey } from "../grant.ts";
import { rulesetOf, warehouseOf } from "./ask-model.ts";
import { defaultPermissionModel } from "./default-permission-model.ts";
import { type Expansion, expand } from "./expand.ts";
import { emptyModel, type Model, parseModel } from "./parse-model.ts";

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

const at = { file: "x.yaml", line: 1, column: 1 };

/** A file's node from plain data; each scalar and key gets a line of its own. */
function nodeOf(file: string, data: Plain): ConfigNode {
  let line = 0;
  const build = (value: Plain): ConfigNode => {
    const place = { file, line: ++line, column: 1 };
    if (Array.isArray(value)) return { kind: "list", items: value.map(build), at: place };
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value as object).map(([key, v]) => ({ key, keyAt: { file, line: ++line, column: 1 }, value: build(v as Plain) }));
      return { kind: "map", entries, at: place };
    }
    const type = value === null ? "null" : typeof value === "string" ? "text" : (typeof value as "number" | "boolean");
    return { kind: "scalar", value: value as string | number | boolean | null, source: String(value), type, secret: false, at: place };
  };
  return build(data);
}

interface Files {
  readonly prefix?: string;
  readonly model?: { readonly [stem: string]: Plain };
  readonly specs?: readonly Spec[];
  readonly role?: string;
}

function spec(kind: string, name: readonly string[], fields: { readonly [field: string]: Value } = {}, argumentTypes?: readonly string[]): Spec {
  const parts = nameOf(...name);
  const places = Object.fromEntries(Object.keys(fields).map((field, i) => [field, { file: `${name.join("/")}.yaml`, line: i + 2, column: 1 }]));
  return {
    kind,
    id: idOf(kind, parts, argumentTypes),
    name: parts,
    fields,
    flawed: false,
    at,
    places,
    ...(argumentTypes === undefined ? {} : { argumentTypes }),
  };
}

function read({ prefix = "", model = {} }: Files): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const context: ParseContext = { prefix, database: null, schema: null, report: (d) => diagnostics.push(d), secrets: { keep: (ref) => ({ ref, digest: "" }) } };
  return { model: parseModel(new Map(Object.entries(model).map(([stem, data]) => [stem, nodeOf(`${stem}.yaml`, data)])), context), diagnostics };
}

function expanded(files: Files): Expansion {
  const { model, diagnostics } = read(files);
  expect(diagnostics).toEqual([]);
  const deployer = { role: exactly(files.role ?? "DEPLOY"), user: exactly("ROBOT") };
  return expand({ specs: files.specs ?? [], model, prefix: files.prefix ?? "", deployer, at, labelOf: (kind) => kind.toUpperCase().replaceAll("_", " ") });
}

function line(grant: Grant): string {
  const { on } = grant;
  const what = on.kind === "account" ? "ACCOUNT" : on.kind === "object" ? `${on.type} ${on.name}` : `FUTURE ${on.type} IN ${on.in} ${on.name}`;
  return `${grant.privilege} ON ${what} -> ${grant.to.type === "ROLE" ? "" : `${grant.to.type} `}${grant.to.name}${grant.option ? " *" : ""}`;
}

const lines = (grants: Iterable<Grant>): string[] => [...grants].map(line).sort();
const block = (text: string): string[] =>
  text
    .split("\n")
    .map((l) => l.trim())
    .filter((l) => l !== "")
    .sort();

const little = {
  owner_create_grants: ["TABLE"],
  owner_future_grants: { TABLE: ["OWNERSHIP"] },
  write_future_grants: { TABLE: ["INSERT"] },
  read_future_grants: { TABLE: ["SELECT"] },
};

const project: Files = {
  prefix: "DEV__",
  model: {
    permission_model: { by_schema: { ruleset: "schema_owner", ...little }, by_database: { inherit_from: "by_schema", ruleset: "DATABASE_OWNER" } },
    business_role: {
      analyst: {
        schema_read: ["db1.sc*"],
        database_write: ["db2"],
        share_read: ["snowflake.object_viewer"],
        warehouse_usage: ["wh1"],
        technical_roles: ["tr"],
        application_roles: ["app.r"],
        global_roles: ["glob"],
        comment: "Analysts",
      },
    },
    tech_role: {
      tr: {
        grants: { "DATABASE:USAGE": ["db1"], "table:select": ["db1.sc1.t"] },
        future_grants: { "TABLE:SELECT": ["db2"] },
        account_grants: ["execute alert"],
      },
    },
  },
  specs: [
    spec("warehouse", ["DEV__WH1"]),
    spec("database", ["DEV__DB1"], { permission_model: "by_schema", external_volume: "vol" }),
    spec("schema", ["DEV__DB1", "SC1"], {
      owner_schema_read: ["db1.sc2"],
      owner_database_write: ["db1"],
      owner_warehouse_usage: ["wh1"],
      owner_account_grants: ["EXECUTE TASK"],
      owner_share_read: ["snowflake"],
      owner_integration_usage: ["int1"],
      owner_global_roles: ["glob"],
    }),
    spec("schema", ["DEV__DB1", "SC2"]),
    spec("table", ["DEV__DB1", "SC1", "T"]),
    spec("database", ["DEV__DB2"], { permission_model: "BY_DATABASE" }),
    spec("schema", ["DEV__DB2", "S"]),
    spec("user", ["DEV__U1"], { business_roles: ["ANALYST"] }),
  ],
};

describe("the role model", () => {
  // Written from the reference of SnowDDL's derivation (part 2.1), not from what the code gives.
  it("gives the roles and grants of SnowDDL", () => {
    const { grants, diagnostics } = expanded(project);
    expect(diagnostics).toEqual([]);
    expect(lines(grants)).toEqual(
      block(`
      USAGE ON WAREHOUSE DEV__WH1 -> DEV__WH1__USAGE__W_ROLE
      OPERATE ON WAREHOUSE DEV__WH1 -> DEV__WH1__USAGE__W_ROLE
      MONITOR ON WAREHOUSE DEV__WH1 -> DEV__WH1__MONITOR__W_ROLE
      OPERATE ON WAREHOUSE DEV__WH1 -> DEV__WH1__MONITOR__W_ROLE

      IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE -> DEV__SNOWFLAKE__SH_ROLE

      USAGE ON DATABASE DEV__DB1 -> DEV__DB1__SC1__READ__S_ROLE
      USAGE ON SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__READ__S_ROLE
      SELECT ON FUTURE TABLE IN SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__READ__S_ROLE
      USAGE ON DATABASE DEV__DB1 -> DEV__DB1__SC1__WRITE__S_ROLE
      USAGE ON SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__WRITE__S_ROLE
      INSERT ON FUTURE TABLE IN SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__WRITE__S_ROLE
      USAGE ON DATABASE DEV__DB1 -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__OWNER__S_ROLE
      CREATE TABLE ON SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__OWNER__S_ROLE
      OWNERSHIP ON FUTURE TABLE IN SCHEMA DEV__DB1.SC1 -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON EXTERNAL VOLUME VOL -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON INTEGRATION INT1 -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON ROLE DEV__DB1__SC2__READ__S_ROLE -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON ROLE DEV__DB1__SC1__WRITE__S_ROLE -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON ROLE DEV__DB1__SC2__WRITE__S_ROLE -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON ROLE DEV__SNOWFLAKE__SH_ROLE -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON ROLE DEV__WH1__USAGE__W_ROLE -> DEV__DB1__SC1__OWNER__S_ROLE
      USAGE ON ROLE GLOB -> DEV__DB1__SC1__OWNER__S_ROLE
      EXECUTE TASK ON ACCOUNT -> DEV__DB1__SC1__OWNER__S_ROLE

      USAGE ON DATABASE DEV__DB1 -> DEV__DB1__SC2__READ__S_ROLE
      USAGE ON SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__READ__S_ROLE
      SELECT ON FUTURE TABLE IN SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__READ__S_ROLE
      USAGE ON DATABASE DEV__DB1 -> DEV__DB1__SC2__WRITE__S_ROLE
      USAGE ON SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__WRITE__S_ROLE
      INSERT ON FUTURE TABLE IN SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__WRITE__S_ROLE
      USAGE ON DATABASE DEV__DB1 -> DEV__DB1__SC2__OWNER__S_ROLE
      USAGE ON SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__OWNER__S_ROLE
      CREATE TABLE ON SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__OWNER__S_ROLE
      OWNERSHIP ON FUTURE TABLE IN SCHEMA DEV__DB1.SC2 -> DEV__DB1__SC2__OWNER__S_ROLE
      USAGE ON EXTERNAL VOLUME VOL -> DEV__DB1__SC2__OWNER__S_ROLE

      USAGE ON DATABASE DEV__DB2 -> DEV__DB2__READ__D_ROLE
      USAGE ON FUTURE SCHEMA IN DATABASE DEV__DB2 -> DEV__DB2__READ__D_ROLE
      SELECT ON FUTURE TABLE IN DATABASE DEV__DB2 -> DEV__DB2__READ__D_ROLE
      SELECT ON FUTURE TABLE IN SCHEMA DEV__DB2.S -> DEV__DB2__READ__D_ROLE
      USAGE ON DATABASE DEV__DB2 -> DEV__DB2__WRITE__D_ROLE
      USAGE ON FUTURE SCHEMA IN DATABASE DEV__DB2 -> DEV__DB2__WRITE__D_ROLE
      INSERT ON FUTURE TABLE IN DATABASE DEV__DB2 -> DEV__DB2__WRITE__D_ROLE
      INSERT ON FUTURE TABLE IN SCHEMA DEV__DB2.S -> DEV__DB2__WRITE__D_ROLE
      USAGE ON DATABASE DEV__DB2 -> DEV__DB2__OWNER__D_ROLE
      CREATE SCHEMA ON DATABASE DEV__DB2 -> DEV__DB2__OWNER__D_ROLE
      OWNERSHIP ON FUTURE SCHEMA IN DATABASE DEV__DB2 -> DEV__DB2__OWNER__D_ROLE
      CREATE TABLE ON FUTURE SCHEMA IN DATABASE DEV__DB2 -> DEV__DB2__OWNER__D_ROLE
      OWNERSHIP ON FUTURE TABLE IN DATABASE DEV__DB2 -> DEV__DB2__OWNER__D_ROLE
      OWNERSHIP ON FUTURE TABLE IN SCHEMA DEV__DB2.S -> DEV__DB2__OWNER__D_ROLE
      USAGE ON DATABASE DEV__DB2 -> DEV__DB2__S__READ__S_ROLE
      USAGE ON SCHEMA DEV__DB2.S -> DEV__DB2__S__READ__S_ROLE
      SELECT ON FUTURE TABLE IN SCHEMA DEV__DB2.S -> DEV__DB2__S__READ__S_ROLE
      USAGE ON DATABASE DEV__DB2 -> DEV__DB2__S__WRITE__S_ROLE
      USAGE ON SCHEMA DEV__DB2.S -> DEV__DB2__S__WRITE__S_ROLE
      INSERT ON FUTURE TABLE IN SCHEMA DEV__DB2.S -> DEV__DB2__S__WRITE__S_ROLE

      USAGE ON DATABASE DEV__DB1 -> DEV__TR__T_ROLE
      SELECT ON TABLE DEV__DB1.SC1.T -> DEV__TR__T_ROLE
      SELECT ON FUTURE TABLE IN DATABASE DEV__DB2 -> DEV__TR__T_ROLE
      SELECT ON FUTURE TABLE IN SCHEMA DEV__DB2.S -> DEV__TR__T_ROLE
      EXECUTE ALERT ON ACCOUNT -> DEV__TR__T_ROLE

      USAGE ON ROLE DEV__DB1__SC1__READ__S_ROLE -> DEV__ANALYST__B_ROLE
      USAGE ON ROLE DEV__DB1__SC2__READ__S_ROLE -> DEV__ANALYST__B_ROLE
      USAGE ON ROLE DEV__DB2__WRITE__D_ROLE -> DEV__ANALYST__B_ROLE
      USAGE ON DATABASE ROLE SNOWFLAKE.OBJECT_VIEWER -> DEV__ANALYST__B_ROLE
      USAGE ON ROLE DEV__WH1__USAGE__W_ROLE -> DEV__ANALYST__B_ROLE
      USAGE ON ROLE DEV__TR__T_ROLE -> DEV__ANALYST__B_ROLE
      USAGE ON APPLICATION ROLE APP.R -> DEV__ANALYST__B_ROLE
      USAGE ON ROLE GLOB -> DEV__ANALYST__B_ROLE

      USAGE ON ROLE DEV__ANALYST__B_ROLE -> DEV__U1__U_ROLE
      USAGE ON ROLE DEV__U1__U_ROLE -> USER DEV__U1

      USAGE ON ROLE DEV__WH1__USAGE__W_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__WH1__MONITOR__W_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__SNOWFLAKE__SH_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB1__SC1__READ__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB1__SC1__WRITE__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB1__SC1__OWNER__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB1__SC2__READ__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB1__SC2__WRITE__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB1__SC2__OWNER__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB2__READ__D_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB2__WRITE__D_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB2__OWNER__D_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB2__S__READ__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__DB2__S__WRITE__S_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__TR__T_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__ANALYST__B_ROLE -> DEV__DEPLOY
      USAGE ON ROLE DEV__U1__U_ROLE -> DEV__DEPLOY

      USAGE ON ROLE DEPLOY -> DEV__DEPLOY
      USAGE ON ROLE DEV__DEPLOY -> USER ROBOT
      USAGE ON ROLE DEV__DEPLOY -> ACCOUNTADMIN
    `),
    );
  });

  it("makes each role once, gives every grant a reason, and says whose grants it knows all of", () => {
    const { roles, grants, reasons, origin, strictGrantees, strictMembers, additiveGrantees, admin } = expanded(project);
    expect(roles.map((r) => r.id)).toHaveLength(18);
    expect(roles.find((r) => r.id === "role:DEV__ANALYST__B_ROLE")?.fields).toEqual({ comment: "Analysts" });
    expect(roles.find((r) => r.id === "role:DEV__DEPLOY")?.owner).toBe("DEPLOY");
    expect(admin).toBe("DEV__DEPLOY");
    expect([...origin.keys()]).toEqual(roles.map((r) => r.id));
    for (const grant of grants) expect(reasons.get(grantKey(grant)), line(grant)).toMatch(/\w+ \w+/);
    expect([...reasons.values()]).toContain("business role ANALYST reads schema DEV__DB1.SC1");
    expect(strictGrantees.size).toBe(16);
    expect([...strictMembers]).toEqual(["ROLE|DEV__U1__U_ROLE"]);
    expect([...additiveGrantees]).toEqual(["ROLE|ACCOUNTADMIN", "ROLE|DEV__DEPLOY", "ROLE|DEV__U1__U_ROLE", "USER|DEV__U1", "USER|ROBOT"]);
  });

  it("does not depend on the order of its input", () => {
    const expected = JSON.stringify(flat(expanded(project)));
    const specs = project.specs ?? [];
    fc.assert(
      fc.property(fc.shuffledSubarray([...specs], { minLength: specs.length }), (shuffled) => {
        expect(JSON.stringify(flat(expanded({ ...project, specs: shuffled })))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("grants to the deployer's role where there is no prefix, and makes no admin role", () => {
    const { roles, grants, admin } = expanded({ specs: [spec("warehouse", ["WH"])] });
    expect(admin).toBe("DEPLOY");
    expect(roles.map((r) => r.id)).toEqual(["role:WH__MONITOR__W_ROLE", "role:WH__USAGE__W_ROLE"]);
    expect(lines(grants).filter((l) => l.includes("ON ROLE"))).toEqual([
      "USAGE ON ROLE WH__MONITOR__W_ROLE -> DEPLOY",
      "USAGE ON ROLE WH__USAGE__W_ROLE -> DEPLOY",
    ]);
  });

  it("does not let ACCOUNTADMIN hold itself", () => {
    const { grants } = expanded({ prefix: "DEV__", role: "ACCOUNTADMIN" });
    expect(lines(grants)).toEqual(["USAGE ON ROLE ACCOUNTADMIN -> DEV__ACCOUNTADMIN", "USAGE ON ROLE DEV__ACCOUNTADMIN -> USER ROBOT"]);
  });

  it("has SnowDDL's default permission model", () => {
    expect(defaultPermissionModel.ownerFuture).toHaveLength(15);
    expect(defaultPermissionModel.ownerFuture.every((f) => f.privilege === "OWNERSHIP")).toBe(true);
    expect(defaultPermissionModel.writeFuture.map((f) => `${f.type}:${f.privilege}`).join(" ")).toBe(
      "STAGE:READ STAGE:WRITE STAGE:USAGE SEQUENCE:USAGE TABLE:INSERT TABLE:UPDATE TABLE:DELETE TABLE:TRUNCATE",
    );
    expect(defaultPermissionModel.readFuture).toHaveLength(15);
  });

  it("answers what compiling a schema and a user asks", () => {
    const { model } = read(project);
    expect(rulesetOf(model, undefined)).toBe("SCHEMA_OWNER");
    expect(rulesetOf(model, "by_database")).toBe("DATABASE_OWNER");
    expect(rulesetOf(model, "nothing")).toBeNull();
    expect(warehouseOf(model, ["NOBODY", "ANALYST"])).toBe("DEV__WH1");
    expect(warehouseOf(emptyModel, ["ANALYST"])).toBeUndefined();
  });
});

function flat(expansion: Expansion): unknown {
  return Object.entries(expansion).map(([key, value]) => [key, value instanceof Map || value instanceof Set ? [...value] : value]);
}

describe("mistakes in the role model", () => {
  const mistakes = (files: Files): string[] => {
    const { model, diagnostics } = read(files);
    const more = expand({
      specs: files.specs ?? [],
      model,
      prefix: "",
      deployer: { role: exactly("D"), user: exactly("U") },
      at,
      labelOf: (kind) => kind.toUpperCase(),
    });
    return [...diagnostics, ...more.diagnostics].map((d) => `${d.at.file}:${d.at.line} ${d.code} ${d.message}${d.hint === undefined ? "" : ` (${d.hint})`}`);
  };
  const specs = [spec("warehouse", ["WH1"]), spec("database", ["DB1"]), spec("schema", ["DB1", "SC1"])];

  it("tells a pattern that matches nothing, at its place", () => {
    const model = { business_role: { r: { schema_read: ["db1.sc1", "db1.sc2"], database_read: ["db*", "x*"] } } };
    expect(mistakes({ specs, model })).toEqual([
      'business_role.yaml:7 ST1201 no described schema matches "DB1.SC2" (did you mean "db1.sc1"?)',
      'business_role.yaml:11 ST1201 no described database matches "X*"',
    ]);
  });

  it("tells warehouses and roles that are not there", () => {
    const model = { business_role: { r: { warehouse_usage: ["wh2"], technical_roles: ["tr"] } }, technical_role: { tr1: {} } };
    const users = [...specs, spec("user", ["U"], { business_roles: ["RR"] })];
    expect(mistakes({ specs: users, model })).toEqual([
      'U.yaml:2 ST1202 there is no business role "RR" (did you mean "r"?)',
      'business_role.yaml:6 ST1202 there is no warehouse "WH2" in the project (did you mean "wh1"?)',
      'business_role.yaml:9 ST1202 there is no technical role "TR" (did you mean "tr1"?)',
    ]);
  });

  it("tells what cannot be granted", () => {
    const model = {
      technical_role: {
        r: {
          grants: {
            "TABEL:SELECT": ["a.b.c"],
            "VIEW:SELCT": ["a.b.c"],
            "TABLE:ALL": ["a.b.c"],
            "TABLE:OWNERSHIP": ["x"],
            TABLE: ["x"],
            "TABLE:SELECT WITH GRANT OPTION": ["x"],
          },
          future_grants: { "MASKING_POLICY:APPLY": ["db1"] },
          account_grants: ["EXECUTE TASKS"],
        },
      },
    };
    expect(mistakes({ specs, model }).map((m) => m.replace(/^\S+ /, ""))).toEqual([
      'ST1207 unknown type of object "TABEL" (did you mean "TABLE"?)',
      'ST1208 VIEW has no privilege "SELCT" (did you mean "SELECT"?)',
      "ST1206 TABLE:ALL is not supported (name each privilege: TABLE:APPLYBUDGET,EVOLVE SCHEMA,SELECT ERROR TABLE)",
      "ST1206 TABLE:OWNERSHIP cannot be granted here (ownership belongs to owner roles, and to the role that creates an object)",
      'ST1209 not a grant: "TABLE" (write "TYPE:PRIVILEGE,PRIVILEGE", for example TABLE:SELECT,INSERT)',
      'ST1209 WITH GRANT OPTION cannot be given here: "TABLE:SELECT WITH GRANT OPTION" (describe the role in role.yaml)',
      "ST1212 there are no future grants on MASKING POLICIES",
      'ST1208 the account has no privilege "EXECUTE TASKS" (did you mean "EXECUTE TASK"?)',
    ]);
  });

  it("tells owners that cannot be, and rulesets that do not fit", () => {
    const model = { permission_model: { m: { ruleset: "DATABASE_OWNER" }, n: { inherit_from: "o" }, o: { read_future_grants: { TABLE: ["OWNERSHIP"] } } } };
    const owners = [
      spec("database", ["DB1"], { owner_schema_read: ["db1.sc1"] }),
      spec("schema", ["DB1", "SC1"], { permission_model: "m", owner_account_grants: ["EXECUTE TASK"] }),
      spec("database", ["DB2"], { permission_model: "zz" }),
    ];
    expect(mistakes({ specs: owners, model })).toEqual([
      "permission_model.yaml:16 ST1206 TABLE:OWNERSHIP cannot be granted here (ownership belongs to owner roles, and to the role that creates an object)",
      'permission_model.yaml:9 ST1203 no permission model "o" stands before this one',
      "DB1.yaml:2 ST1204 owner_schema_read: database DB1 has no owner role under the ruleset SCHEMA_OWNER (put it into params.yaml of each schema, or use a model with the ruleset DATABASE_OWNER)",
      "DB1/SC1.yaml:2 ST1205 schema DB1.SC1 has the ruleset DATABASE_OWNER, its database SCHEMA_OWNER",
      "DB1/SC1.yaml:3 ST1204 owner_account_grants: schema DB1.SC1 has no owner role under the ruleset DATABASE_OWNER (put it into params.yaml of the database)",
      'DB2.yaml:2 ST1203 there is no permission model "zz"',
    ]);
  });

  it("tells what is no pattern", () => {
    const files = [...specs, spec("database", ["DB2"], { owner_database_read: ["db-1"] })];
    expect(mistakes({ specs: files, model: { business_role: { r: { schema_read: ["|!db1.*"] } } } }).map((m) => m.replace(/ \(.*/, ""))).toEqual([
      'business_role.yaml:6 ST1213 not a pattern: "|!db1.*"',
      "DB2.yaml:2 ST1204 owner_database_read: database DB2 has no owner role under the ruleset SCHEMA_OWNER",
    ]);
  });

  it("tells a role that is described twice", () => {
    const model = { business_role: { r: {} }, role: { R__B_ROLE: {} } };
    expect(mistakes({ model })).toEqual(["role.yaml:2 ST1210 the role R__B_ROLE is described twice (it is also described at business_role.yaml:2:1)"]);
  });
});
