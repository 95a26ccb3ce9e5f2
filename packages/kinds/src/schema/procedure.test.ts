import { describe, expect, it } from "vitest";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { procedure } from "./procedure.ts";

const NAME = ["DB", "SC", "P"];
const file = { arguments: { radius: "FLOAT" }, returns: "FLOAT", body: "BEGIN\n  RETURN radius;\nEND" } as const satisfies Plain;
const types = { argumentTypes: ["FLOAT"] };
const row: Cells = {
  name: "P",
  schema_name: "SC",
  catalog_name: "DB",
  is_builtin: "N",
  arguments: "P(FLOAT) RETURN FLOAT",
  description: "user-defined procedure",
  is_secure: "N",
};
const properties = (more: Cells = {}): readonly Cells[] =>
  Object.entries({
    signature: "(RADIUS FLOAT)",
    returns: "FLOAT",
    language: "SQL",
    "null handling": "CALLED ON NULL INPUT",
    volatility: "VOLATILE",
    "execute as": "OWNER",
    body: file.body,
    ...more,
  }).map(([property, value]) => ({ property, value }));

describe("procedure", () => {
  it("is created", () => {
    expect(created(wellDescribed(procedure, NAME, { ...file, is_execute_as_caller: true, is_secure: true, is_strict: true, comment: "c" }, types))).toEqual([
      `CREATE SECURE PROCEDURE "DB"."SC"."P"("RADIUS" FLOAT)
RETURNS FLOAT
LANGUAGE SQL
STRICT
COMMENT = 'c'
EXECUTE AS CALLER
AS $$BEGIN
  RETURN radius;
END$$`,
    ]);
    expect(created(wellDescribed(procedure, NAME, { returns: {}, body: "x" }, { argumentTypes: [] }))[0]).toContain("RETURNS TABLE ()");
  });

  it("is read: no changes", () => {
    const from = readObject(procedure, row, { DESCRIBE: properties() });
    expect(from.id).toBe("procedure:DB.SC.P(FLOAT)");
    expect(changed(from, wellDescribed(procedure, NAME, file, types))).toBeNull();
  });

  it("changes whose rights it runs with, and its comment, without a new one", () => {
    const to = wellDescribed(procedure, NAME, { ...file, is_execute_as_caller: true, comment: "c" }, types);
    expect(changed(readObject(procedure, row, { DESCRIBE: properties() }), to)?.sql()).toEqual([
      'ALTER PROCEDURE "DB"."SC"."P"(FLOAT) EXECUTE AS CALLER',
      `ALTER PROCEDURE "DB"."SC"."P"(FLOAT) SET COMMENT = 'c'`,
    ]);
    expect(changed(to, wellDescribed(procedure, NAME, file, types))?.sql()[0]).toBe('ALTER PROCEDURE "DB"."SC"."P"(FLOAT) EXECUTE AS OWNER');
  });

  it("does not take a restricted caller for one of the two", () => {
    const from = readObject(procedure, row, { DESCRIBE: properties({ "execute as": "RESTRICTED CALLER" }) });
    expect(isUnknown(from.fields.is_execute_as_caller)).toBe(true);
    expect(isUnknown(readObject(procedure, row).fields.is_execute_as_caller)).toBe(true);
  });

  it("is replaced for other code", () => {
    const change = changed(readObject(procedure, row, { DESCRIBE: properties() }), wellDescribed(procedure, NAME, { ...file, body: "x" }, types));
    expect(change?.how).toBe("replace");
    expect(change?.sql()[0]).toContain('CREATE OR REPLACE PROCEDURE "DB"."SC"."P"("RADIUS" FLOAT)\nCOPY GRANTS\nRETURNS FLOAT');
  });

  it("refuses what only functions have", () => {
    expect(described(procedure, NAME, { ...file, is_memoizable: true }, types).diagnostics[0]?.code).toBe("ST1101");
  });
});
