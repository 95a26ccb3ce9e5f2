import { describe, expect, it } from "vitest";
import { bodiesOf } from "../derive/relations.ts";
import { objectName, renderObjectChange } from "../derive/render.ts";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { functionKind } from "./function.ts";

const NAME = ["DB", "SC", "F"];
const types = { argumentTypes: ["VARCHAR", "NUMBER"] };
const file = {
  arguments: { s: "VARCHAR(255)", n: { type: "NUMBER(38,0)", default: "1" } },
  returns: "VARCHAR(16777216)",
  body: "repeat(s, n)",
} as const satisfies Plain;
const row: Cells = {
  name: "F",
  schema_name: "SC",
  catalog_name: "DB",
  is_builtin: "N",
  is_aggregate: "N",
  arguments: "F(VARCHAR, DEFAULT NUMBER) RETURN VARCHAR",
  description: "user-defined function",
  is_table_function: "N",
  is_secure: "N",
  is_external_function: "N",
  language: "SQL",
  is_memoizable: "N",
  is_data_metric: "N",
};
const properties = (more: Cells = {}): readonly Cells[] =>
  Object.entries({ signature: "(S VARCHAR, N NUMBER)", returns: "VARCHAR", language: "SQL", body: "\n  repeat(s, n)\n", ...more }).map(([property, value]) => ({
    property,
    value,
  }));

describe("a function's file", () => {
  it("is created", () => {
    expect(
      created(wellDescribed(functionKind, NAME, { ...file, is_secure: true, is_strict: true, is_immutable: true, is_memoizable: true, comment: "c" }, types)),
    ).toEqual([
      `CREATE SECURE FUNCTION "DB"."SC"."F"("S" VARCHAR(255), "N" NUMBER(38,0) DEFAULT 1)
RETURNS VARCHAR(16777216)
LANGUAGE SQL
STRICT
IMMUTABLE
MEMOIZABLE
COMMENT = 'c'
AS $$repeat(s, n)$$`,
    ]);
  });

  it("is created with all that code in Python may have", () => {
    const to = wellDescribed(
      functionKind,
      ["DEV__DB", "SC", "F"],
      {
        language: "python",
        returns: { a: "NUMBER(38,0)", b: "VARCHAR(10)" },
        handler: "H",
        runtime_version: 3.11,
        packages: ["numpy", "pandas==2.0"],
        imports: [
          { stage: "st", path: "x/y.py" },
          { stage: "sc2.st", path: "/z.py" },
        ],
        external_access_integrations: ["eai"],
        secrets: { Cred: "other.sec" },
        is_aggregate: false,
        body: "class H:\n  pass # $$",
      },
      { prefix: "DEV__", argumentTypes: [] },
    );
    expect(created(to)).toEqual([
      `CREATE FUNCTION "DEV__DB"."SC"."F"()
RETURNS TABLE ("A" NUMBER(38,0), "B" VARCHAR(10))
LANGUAGE PYTHON
RUNTIME_VERSION = '3.11'
IMPORTS = ('@DEV__DB.SC.ST/x/y.py', '@DEV__DB.SC2.ST/z.py')
PACKAGES = ('numpy', 'pandas==2.0')
HANDLER = 'H'
EXTERNAL_ACCESS_INTEGRATIONS = (DEV__EAI)
SECRETS = ('Cred' = "DEV__DB"."OTHER"."SEC")
AS 'class H:\n  pass # $$'`,
    ]);
  });

  it("is looked at for names only where it is SQL", () => {
    expect(bodiesOf(wellDescribed(functionKind, NAME, file, types))).toEqual(["1", "repeat(s, n)"]);
    expect(bodiesOf(wellDescribed(functionKind, NAME, { ...file, language: "JAVASCRIPT" }, types))).toEqual(["1"]);
  });

  it.each([
    [{ returns: "VARCHAR" }, "ST1102", []],
    [{ body: "1" }, "ST1102", []],
    [{ returns: "VARCHR", body: "1" }, "ST1104", []],
    [{ returns: "INT", body: "1", arguments: { a: { default: "1" } } }, "ST1102", []],
    [{ returns: "INT", body: "1", arguments: { a: "TIMESTAMP_NTZ(3)" } }, "ST1104", ["TIMESTAMP_NTZ"]],
    [{ returns: "INT", body: "1", language: "COBOL" }, "ST1104", []],
    [{ returns: "INT", body: "1", is_execute_as_caller: true }, "ST1101", []],
  ] as const)("%j is refused with %s", (data, code, argumentTypes) => {
    expect(described(functionKind, NAME, data, { argumentTypes }).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("has the types of its arguments in its name", () => {
    const { diagnostics } = described(functionKind, NAME, file, { argumentTypes: ["VARCHAR"] });
    expect(diagnostics).toMatchObject([
      {
        code: "ST1108",
        message: "the file is named f(varchar).yaml, its arguments ask for f(varchar,number).yaml",
        hint: "rename it to f(varchar,number).yaml",
      },
    ]);
  });
});

describe("reading a function", () => {
  it("finds what the file says: no changes", () => {
    const from = readObject(functionKind, row, { DESCRIBE: properties() });
    const to = wellDescribed(functionKind, NAME, file, types);
    expect(from.id).toBe(to.id);
    expect(changed(from, to)).toBeNull();
  });

  it("compares the sizes of types where they are told", () => {
    const shown = { ...row, arguments: "F(VARCHAR(255), DEFAULT NUMBER(38, 0)) RETURN VARCHAR" };
    const DESCRIBE = properties({ signature: "(S VARCHAR(255), N NUMBER(38,0) DEFAULT 2)", returns: "VARCHAR(16777216)" });
    const from = readObject(functionKind, shown, { DESCRIBE });
    expect(from.argumentTypes).toEqual(["VARCHAR", "NUMBER"]);
    expect(changed(from, wellDescribed(functionKind, NAME, file, types))?.fields).toEqual(["arguments"]);
    expect(changed(from, wellDescribed(functionKind, NAME, { ...file, arguments: { s: "VARCHAR(255)", n: { type: "INT", default: "2" } } }, types))).toBeNull();
  });

  it("sees that a default is there although it does not see which", () => {
    const from = readObject(functionKind, row, { DESCRIBE: properties() });
    const to = wellDescribed(functionKind, NAME, { ...file, arguments: { s: "VARCHAR(255)", n: "NUMBER(38,0)" } }, types);
    expect(changed(from, to)?.fields).toEqual(["arguments"]);
  });

  it("reads what is around the code", () => {
    const DESCRIBE = properties({
      language: "PYTHON",
      returns: "TABLE (A NUMBER, B VARCHAR)",
      "null handling": "RETURNS NULL ON NULL INPUT",
      volatility: "IMMUTABLE",
      runtime_version: "3.11",
      packages: "['numpy','pandas==2.0']",
      imports: '[@DB.SC.ST/x.py, @"DB"."SC"."ST"/y.py, @st/z.py]',
      handler: "H",
      external_access_integrations: "[EAI]",
      secrets: '{"Cred":"DB.SC.SEC"}',
    });
    const from = readObject(functionKind, { ...row, description: "my comment #abcdefghijklmnop" }, { DESCRIBE });
    const to = wellDescribed(
      functionKind,
      NAME,
      {
        ...file,
        language: "PYTHON",
        returns: { a: "NUMBER(38,0)", b: "VARCHAR(10)" },
        is_strict: true,
        is_immutable: true,
        runtime_version: "3.11",
        packages: ["pandas==2.0", "numpy"],
        imports: ["z", "y", "x"].map((file) => ({ stage: "st", path: `${file}.py` })),
        handler: "H",
        external_access_integrations: ["eai"],
        secrets: { Cred: "sec" },
        comment: "my comment",
      },
      types,
    );
    expect(changed(from, to)).toBeNull();
    expect(from.fields.comment).toBe("my comment");
  });

  it("does not know what it may not see", () => {
    const hidden = readObject(functionKind, { ...row, is_secure: "Y" }, { DESCRIBE: properties({ body: null }) });
    expect(isUnknown(hidden.fields.body)).toBe(true);
    const undescribed = readObject(functionKind, row);
    expect(changed(undescribed, wellDescribed(functionKind, NAME, { ...file, body: "other", language: "JAVASCRIPT" }, types))).toBeNull();
    expect(isUnknown(readObject(functionKind, row, { DESCRIBE: properties() }).owner)).toBe(true);
  });

  it.each([
    ["F() RETURN ARRAY", []],
    ["F(VARCHAR, DEFAULT NUMBER(38,0), VECTOR(FLOAT, 3)) RETURN TABLE (A NUMBER)", ["VARCHAR", "NUMBER", "VECTOR"]],
    ["F(OUT TIMESTAMP_NTZ(9), OBJECT) RETURN VARIANT", ["TIMESTAMP_NTZ", "OBJECT"]],
  ])("takes the identity out of %s", (cell, expected) => {
    expect(readObject(functionKind, { ...row, arguments: cell }).argumentTypes).toEqual(expected);
  });
});

describe("a change of a function", () => {
  const from = readObject(functionKind, row, { DESCRIBE: properties({ "null handling": "CALLED ON NULL INPUT", volatility: "VOLATILE" }) });

  it("alters whether it is secure, and its comment", () => {
    const to = wellDescribed(functionKind, NAME, { ...file, is_secure: true, comment: "c" }, types);
    expect(objectName(to).text).toBe('"DB"."SC"."F"(VARCHAR, NUMBER)');
    expect(changed(from, to)?.sql()).toEqual([
      'ALTER FUNCTION "DB"."SC"."F"(VARCHAR, NUMBER) SET SECURE',
      `ALTER FUNCTION "DB"."SC"."F"(VARCHAR, NUMBER) SET COMMENT = 'c'`,
    ]);
    expect(changed(to, wellDescribed(functionKind, NAME, file, types))?.sql()).toEqual([
      'ALTER FUNCTION "DB"."SC"."F"(VARCHAR, NUMBER) UNSET SECURE',
      'ALTER FUNCTION "DB"."SC"."F"(VARCHAR, NUMBER) UNSET COMMENT',
    ]);
  });

  it.each([
    { body: "s" },
    { returns: "VARIANT" },
    { is_strict: true },
    { is_immutable: true },
    { is_memoizable: true },
    { language: "JAVASCRIPT" },
    { packages: ["x"] },
    { handler: "h" },
    { runtime_version: "1" },
  ] as const)("replaces it for %j, and keeps its grants", (data) => {
    const to = wellDescribed(functionKind, NAME, { ...file, ...data }, types);
    const change = changed(from, to);
    expect(change?.how).toBe("replace");
    const [statement] = renderObjectChange({ kind: "object", how: "replace", from, to, fields: change?.fields ?? [] });
    expect(statement?.text).toMatch(/^CREATE OR REPLACE FUNCTION "DB"\."SC"\."F"\([^\n]*\)\nCOPY GRANTS\nRETURNS /);
  });
});
