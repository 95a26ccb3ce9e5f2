import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; USE SCHEMA d.s");
  return { account, session };
}

describe("file format", () => {
  it.each([
    ["CREATE FILE FORMAT f", { type: "CSV" }, { SKIP_HEADER: 0, NULL_IF: ["\\N"], RECORD_DELIMITER: "\n", FILE_EXTENSION: null }],
    [
      `CREATE FILE FORMAT "D"."S"."F" \nTYPE = 'CSV'\nCOMPRESSION = 'DEFLATE'\nRECORD_DELIMITER = '\t'\nFIELD_DELIMITER = ';'\nSKIP_HEADER = 2\nTRIM_SPACE = FALSE\nCOMMENT = 'cde'`,
      { type: "CSV", comment: "cde" },
      { COMPRESSION: "DEFLATE", RECORD_DELIMITER: "\t", FIELD_DELIMITER: ";", SKIP_HEADER: 2 },
    ],
    ["CREATE FILE FORMAT f TYPE = AVRO COMPRESSION = ZSTD", { type: "AVRO" }, { COMPRESSION: "ZSTD", NULL_IF: [] }],
    ["CREATE FILE FORMAT f TYPE = PARQUET", { type: "PARQUET" }, { COMPRESSION: "SNAPPY", BINARY_AS_TEXT: true }],
    ["CREATE FILE FORMAT f TYPE = JSON, NULL_IF = ('', 'null') STRIP_OUTER_ARRAY = TRUE", { type: "JSON" }, { NULL_IF: ["", "null"], STRIP_OUTER_ARRAY: true }],
    ["CREATE FILE FORMAT f FIELD_DELIMITER = NONE ESCAPE = '\\\\' FIELD_OPTIONALLY_ENCLOSED_BY = '\"'", {}, { FIELD_DELIMITER: "NONE", ESCAPE: "\\" }],
  ])("%s", async (statement, shown, options) => {
    const { session } = await withSchema();
    expect(await run(session, statement)).toBe("File format F successfully created.");
    const [row] = await show(session, "SHOW FILE FORMATS IN SCHEMA d.s");
    expect(row).toMatchObject({ name: "F", owner: "ACCOUNTADMIN", owner_role_type: "ROLE", ...shown });
    expect(JSON.parse(row?.format_options ?? "")).toMatchObject(options);
  });

  it.each([
    ["CREATE FILE FORMAT f TYPE = 'TSV'", { code: "001008" }],
    ["CREATE FILE FORMAT f TYPE = JSON FIELD_DELIMITER = ','", { code: "001420" }],
    ["CREATE FILE FORMAT f TYPE = ORC COMPRESSION = AUTO", { code: "001420" }],
    ["CREATE FILE FORMAT f TYPE = PARQUET COMPRESSION = GZIP", { code: "001008" }],
    ["CREATE FILE FORMAT f TYPE = AVRO COMPRESSION = BZ2", { code: "001008" }],
    ["CREATE FILE FORMAT f SKIP_HEADER = 1 PARSE_HEADER = TRUE", { code: "001008" }],
    ["CREATE FILE FORMAT f RECORD_DELIMITER = 'aabb' FIELD_DELIMITER = 'aa'", { code: "001008" }],
    ["CREATE FILE FORMAT f NO_SUCH_OPTION = 1", { code: "001420" }],
    ["CREATE FILE FORMAT f TYPE = PARQUET SNAPPY_COMPRESSION = TRUE", { code: "000002" }],
    ["CREATE TEMPORARY FILE FORMAT f", { code: "000002" }],
    ["ALTER FILE FORMAT f0 SET TYPE = JSON", { code: "000002" }],
    ["ALTER FILE FORMAT f0 UNSET COMMENT", { code: "001003" }],
    ["CREATE OR ALTER FILE FORMAT f0 TYPE = JSON", { code: "000002" }],
    ["DROP FILE FORMAT f", { message: "SQL compilation error:\nFile format 'F' does not exist or not authorized." }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE FILE FORMAT f0 TYPE = CSV");
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("describes values beside the defaults", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE FILE FORMAT f TYPE = JSON COMPRESSION = GZIP");
    const rows = await show(session, "DESC FILE FORMAT f");
    expect(rows[0]).toEqual({ property: "TYPE", property_type: "String", property_value: "JSON", property_default: "CSV" });
    expect(rows).toContainEqual({ property: "NULL_IF", property_type: "List", property_value: "[]", property_default: "[\\\\N]" });
    expect(rows).toContainEqual({ property: "COMPRESSION", property_type: "String", property_value: "GZIP", property_default: "AUTO" });
    await must(session, "CREATE FILE FORMAT g");
    expect(await show(session, "DESC FILE FORMAT g")).toContainEqual({
      property: "RECORD_DELIMITER",
      property_type: "String",
      property_value: "\\n",
      property_default: "\\n",
    });
  });

  it("is altered, renamed, commented, described and granted", async () => {
    const { account, session } = await withSchema();
    await must(session, "CREATE ROLE r; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r; GRANT ROLE r TO USER admin");
    await must(session, "GRANT USAGE ON FUTURE FILE FORMATS IN SCHEMA d.s TO ROLE r");
    await must(session, "CREATE FILE FORMAT f TYPE = CSV SKIP_HEADER = 1; ALTER FILE FORMAT f SET TYPE = CSV FIELD_DELIMITER = '|' COMMENT = 'a'");
    await must(session, "ALTER FILE FORMAT f RENAME TO g; COMMENT ON FILE FORMAT g IS 'b'");
    const [row] = await show(session, "SHOW FILE FORMATS");
    expect(row).toMatchObject({ name: "G", comment: "b" });
    expect(JSON.parse(row?.format_options ?? "")).toMatchObject({ SKIP_HEADER: 1, FIELD_DELIMITER: "|" });
    expect(await show(as(account, "R"), "DESC FILE FORMAT d.s.g")).toHaveLength(24);
    expect(await run(as(account, "R"), "ALTER FILE FORMAT d.s.g SET SKIP_HEADER = 3")).toMatchObject({ code: "003001" });
    await must(session, "CREATE OR ALTER FILE FORMAT g TYPE = CSV");
    expect(JSON.parse((await show(session, "SHOW FILE FORMATS"))[0]?.format_options ?? "")).toMatchObject({ SKIP_HEADER: 0, FIELD_DELIMITER: "," });
  });
});
