import { describe, expect, it } from "vitest";
import { described, wellDescribed } from "../testing/describe.ts";
import { changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { fileFormat } from "./file-format.ts";

const NAME = ["DB", "SC", "FF"];
const CSV = { TYPE: "CSV", RECORD_DELIMITER: "\n", FIELD_DELIMITER: ",", FILE_EXTENSION: null, SKIP_HEADER: 0, TRIM_SPACE: false, NULL_IF: ["\\N"] };
const row = (options: object, type = "CSV") => ({
  database_name: "DB",
  schema_name: "SC",
  name: "FF",
  type,
  owner: "R",
  comment: "",
  format_options: JSON.stringify(options),
});

describe("file format", () => {
  it("is created with what is not its type's default", () => {
    const file = {
      type: "csv",
      format_options: { field_delimiter: "|", SKIP_HEADER: 1, null_if: ["", "it's"], trim_space: false, encoding: "utf8", escape: "none", date_format: "auto" },
      comment: "c",
    };
    expect(created(wellDescribed(fileFormat, NAME, file))).toEqual([
      `CREATE FILE FORMAT "DB"."SC"."FF"\n  TYPE = CSV\n  FIELD_DELIMITER = '|'\n  NULL_IF = ('', 'it''s')\n  SKIP_HEADER = 1\n  COMMENT = 'c'`,
    ]);
    expect(created(wellDescribed(fileFormat, NAME, { type: "PARQUET", format_options: { compression: "auto" } }))).toEqual([
      'CREATE FILE FORMAT "DB"."SC"."FF"\n  TYPE = PARQUET',
    ]);
  });

  it("differs in nothing where the account says the defaults", () => {
    expect(changed(readObject(fileFormat, row(CSV)), wellDescribed(fileFormat, NAME, { type: "CSV", format_options: { skip_header: 0 } }))).toBeNull();
  });

  it("sets what changed, and what is no longer said goes back to the default", () => {
    const from = readObject(fileFormat, { ...row({ ...CSV, FIELD_DELIMITER: "|", SKIP_HEADER: 2, FILE_EXTENSION: "txt", NULL_IF: [] }), comment: "old" });
    expect(changed(from, wellDescribed(fileFormat, NAME, { type: "CSV", format_options: { skip_header: 1 } }))?.sql()).toEqual([
      `ALTER FILE FORMAT "DB"."SC"."FF" SET FIELD_DELIMITER = ',' FILE_EXTENSION = NONE NULL_IF = ('\\\\N') SKIP_HEADER = 1`,
      `ALTER FILE FORMAT "DB"."SC"."FF" SET COMMENT = ''`,
    ]);
  });

  it.each([
    ["\\t", "\t"],
    ["0x5e", "^"],
    ["\\136", "^"],
    ["\\x5E", "^"],
  ])("takes %s for the same delimiter as the account's %j", (written, told) => {
    const to = wellDescribed(fileFormat, NAME, { type: "CSV", format_options: { field_delimiter: written } });
    expect(changed(readObject(fileFormat, row({ ...CSV, FIELD_DELIMITER: told })), to)).toBeNull();
  });

  it("is replaced to become of another type", () => {
    const to = wellDescribed(fileFormat, NAME, { type: "JSON", format_options: { strip_outer_array: true } });
    const change = changed(readObject(fileFormat, row(CSV)), to);
    expect([change?.how, change?.sql()]).toEqual(["replace", ['CREATE OR REPLACE FILE FORMAT "DB"."SC"."FF"\n  TYPE = JSON\n  STRIP_OUTER_ARRAY = TRUE']]);
  });

  it("does not guess options that it was not told", () => {
    const { format_options: _told, ...less } = row(CSV);
    expect(isUnknown(readObject(fileFormat, less).fields.format_options)).toBe(true);
    expect(isUnknown(readObject(fileFormat, { ...less, format_options: "{" }).fields.format_options)).toBe(true);
    expect(isUnknown(readObject(fileFormat, row({ SKIP_HEADER: "many" })).fields.format_options)).toBe(true);
  });

  it.each([
    [{ type: "CSV", format_options: { feild_delimiter: "|" } }, "ST1101", 'did you mean "field_delimiter"?'],
    [{ type: "ORC", format_options: { field_delimiter: "|" } }, "ST1104", "ORC has trim_space, replace_invalid_characters, null_if"],
    [{ type: "AVRO", format_options: { compression: "BZ2" } }, "ST1104", undefined],
    [{ type: "CSV", format_options: { compression: "zip" } }, "ST1104", 'did you mean "GZIP"?'],
    [{ type: "CSV", format_options: { skip_header: "1" } }, "ST1103", undefined],
    [{ type: "CSV", format_options: { escape: "" } }, "ST1104", "write NONE"],
    [{ type: "CSV", format_options: { parse_header: true, skip_header: 1 } }, "ST1104", undefined],
    [{ type: "CSV", format_options: { record_delimiter: "aa", field_delimiter: "a" } }, "ST1104", undefined],
    [{ type: "CSV", format_options: [] }, "ST1103", undefined],
    [{ format_options: {} }, "ST1102", undefined],
    [{ type: "TSV" }, "ST1104", 'did you mean "CSV"?'],
  ])("refuses %j", (file, code, hint) => {
    expect(described(fileFormat, NAME, file).diagnostics[0]).toMatchObject({ code, ...(hint === undefined ? {} : { hint }) });
  });
});
