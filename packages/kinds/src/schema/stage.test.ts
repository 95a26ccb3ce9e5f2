import { describe, expect, it } from "vitest";
import { destroys } from "../derive/diff.ts";
import { known } from "../object.ts";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { stage } from "./stage.ts";

const NAME = ["DB", "SC", "ST"];
const INTERNAL: Cells = {
  database_name: "DB",
  schema_name: "SC",
  name: "ST",
  url: "",
  has_credentials: "N",
  has_encryption_key: "N",
  owner: "R",
  comment: "",
  type: "INTERNAL",
  storage_integration: null,
  endpoint: null,
  directory_enabled: "N",
};
const EXTERNAL: Cells = { ...INTERNAL, url: "s3://b/p/", type: "EXTERNAL", storage_integration: "S3" };

const line = (parent_property: string, property: string, property_value: string, property_type = "String"): Cells => ({
  parent_property,
  property,
  property_type,
  property_value,
});
const CSV = [
  line("STAGE_FILE_FORMAT", "TYPE", "CSV"),
  line("STAGE_FILE_FORMAT", "RECORD_DELIMITER", "\\n"),
  line("STAGE_FILE_FORMAT", "FIELD_DELIMITER", ","),
  line("STAGE_FILE_FORMAT", "ESCAPE_UNENCLOSED_FIELD", "\\\\"),
  line("STAGE_FILE_FORMAT", "NULL_IF", "[\\\\N]", "List"),
];
const COPY = [
  line("STAGE_COPY_OPTIONS", "ON_ERROR", "ABORT_STATEMENT"),
  line("STAGE_COPY_OPTIONS", "SIZE_LIMIT", "", "Long"),
  line("STAGE_COPY_OPTIONS", "PURGE", "false", "Boolean"),
  line("STAGE_COPY_OPTIONS", "ENFORCE_LENGTH", "true", "Boolean"),
];
const plain = { DESCRIBE: [...CSV, ...COPY, line("DIRECTORY", "ENABLE", "false", "Boolean")] };
const external = { url: "s3://b/p/", storage_integration: "s3" };

describe("CREATE STAGE", () => {
  it("says what the file says", () => {
    expect(created(wellDescribed(stage, NAME, {}))).toEqual(['CREATE STAGE "DB"."SC"."ST"']);
    const file = {
      url: "azure://a.blob.core.windows.net/c/p/",
      storage_integration: "az",
      encryption: { type: "azure_cse", master_key: "K" },
      directory: { enable: true, refresh_on_create: false, notification_integration: "n" },
      file_format: "other.ff",
      copy_options: { on_error: "skip_file_10%", purge: true, force: false },
      comment: "it's",
    };
    const [statement] = created(wellDescribed(stage, NAME, file));
    expect(statement?.replace(/\$\{secret:[^}]*\}/, "<secret>").split("\n  ")).toEqual([
      'CREATE STAGE "DB"."SC"."ST"',
      "URL = 'azure://a.blob.core.windows.net/c/p/'",
      'STORAGE_INTEGRATION = "AZ"',
      "ENCRYPTION = (TYPE = 'AZURE_CSE' MASTER_KEY = <secret>)",
      'DIRECTORY = (ENABLE = TRUE REFRESH_ON_CREATE = FALSE NOTIFICATION_INTEGRATION = "N")',
      'FILE_FORMAT = (FORMAT_NAME = "DB"."OTHER"."FF")',
      "COPY_OPTIONS = (ON_ERROR = 'SKIP_FILE_10%' PURGE = TRUE)",
      "COMMENT = 'it''s'",
    ]);
  });

  it("keeps credentials secret", () => {
    const file = { url: "s3://b/", credentials: { aws_key_id: "AKIA", aws_secret_key: "very secret" } };
    const { object, kept } = described(stage, NAME, file);
    expect([...kept.values()]).toEqual(["AKIA", "very secret"]);
    expect(JSON.stringify(object)).not.toMatch(/AKIA|very secret/);
    const [statement] = created(wellDescribed(stage, NAME, file));
    expect(statement).toMatch(/CREDENTIALS = \(AWS_KEY_ID = \$\{secret:[^}]+\} AWS_SECRET_KEY = \$\{secret:[^}]+\}\)/);
  });

  it("has a format of its own", () => {
    const file = { file_format: { type: "csv", format_options: { field_delimiter: "|", skip_header: 0 } } };
    expect(created(wellDescribed(stage, NAME, file))).toEqual([`CREATE STAGE "DB"."SC"."ST"\n  FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = '|')`]);
  });
});

describe("what is read of a stage", () => {
  it("differs in nothing from what says the defaults", () => {
    const file = {
      encryption: { type: "snowflake_full" },
      directory: { enable: false },
      file_format: { type: "csv" },
      copy_options: { on_error: "abort_statement" },
    };
    expect(changed(readObject(stage, INTERNAL, plain), wellDescribed(stage, NAME, file))).toBeNull();
    expect(changed(readObject(stage, EXTERNAL, plain), wellDescribed(stage, NAME, external))).toBeNull();
  });

  it.each([
    ['\\"DB\\".\\"SC\\".\\"FF\\"', "DB.SC.FF"],
    ['\\"DB\\".\\"SC\\".\\"my ff\\"', 'DB.SC."my ff"'],
    ["FF", "DB.SC.FF"],
    ["OTHER.FF", "DB.OTHER.FF"],
  ])("names its file format %s", (cell, name) => {
    const from = readObject(stage, INTERNAL, { DESCRIBE: [line("STAGE_FILE_FORMAT", "FORMAT_NAME", cell), ...COPY] });
    expect(known(from.fields.file_format)).toBe(name);
  });

  it("has its own format and copy options", () => {
    const rows = [
      ...CSV.filter(({ property }) => property !== "FIELD_DELIMITER" && property !== "NULL_IF"),
      line("STAGE_FILE_FORMAT", "FIELD_DELIMITER", "\\t"),
      line("STAGE_FILE_FORMAT", "NULL_IF", "[\\\\N, NULL]", "List"),
      line("STAGE_FILE_FORMAT", "OPTION_OF_NEXT_YEAR", "x"),
      line("STAGE_COPY_OPTIONS", "ON_ERROR", "SKIP_FILE_3"),
      line("STAGE_COPY_OPTIONS", "SIZE_LIMIT", "100", "Long"),
      line("STAGE_COPY_OPTIONS", "ENFORCE_LENGTH", "false", "Boolean"),
      line("STAGE_COPY_OPTIONS", "TRUNCATECOLUMNS", "true", "Boolean"),
    ];
    const to = {
      file_format: { type: "csv", format_options: { field_delimiter: "\t", null_if: ["\\N", "NULL"] } },
      copy_options: { on_error: "SKIP_FILE_3", size_limit: 100, truncatecolumns: true },
    };
    expect(changed(readObject(stage, INTERNAL, { DESCRIBE: rows }), wellDescribed(stage, NAME, to))).toBeNull();
  });

  it("is not guessed", () => {
    const blind = readObject(stage, { ...EXTERNAL, has_credentials: "Y" });
    for (const field of ["credentials", "file_format", "copy_options"]) expect(isUnknown(blind.fields[field]), field).toBe(true);
    const to = { url: "s3://b/p/", storage_integration: "s3", file_format: "ff", copy_options: { purge: true }, comment: "c" };
    expect(changed(blind, wellDescribed(stage, NAME, to))?.fields).toEqual(["comment"]);
    const { has_encryption_key: _key, type: _type, ...less } = EXTERNAL;
    expect(isUnknown(readObject(stage, less, plain).fields.encryption)).toBe(true);
  });

  it.each([
    ["Y", { master_key: "K", type: "AWS_CSE" }, null],
    ["N", { master_key: "K", type: "AWS_CSE" }, ["encryption"]],
    ["Y", { type: "AWS_SSE_S3" }, null],
    ["N", { type: "AWS_SSE_S3" }, null],
    ["Y", { type: "NONE" }, ["encryption"]],
    ["N", {}, null],
  ])("tells of its key %s, which is like %j, or is not", (hasKey, encryption, fields) => {
    const from = readObject(stage, { ...EXTERNAL, has_encryption_key: hasKey }, plain);
    expect(changed(from, wellDescribed(stage, NAME, { ...external, encryption }))?.fields ?? null).toEqual(fields);
  });
});

describe("a change of a stage", () => {
  const alterations = (row: Cells, rows: readonly Cells[], to: Plain) =>
    changed(readObject(stage, row, { DESCRIBE: rows }), wellDescribed(stage, NAME, to))?.sql();

  it("sets what is otherwise, what belongs together in one statement", () => {
    const to = {
      url: "s3://c/",
      storage_integration: "other",
      encryption: { type: "AWS_SSE_KMS", kms_key_id: "k" },
      directory: { enable: true, auto_refresh: true, refresh_on_create: true },
      file_format: "ff",
      copy_options: { purge: true },
      comment: "c",
    };
    const alter = 'ALTER STAGE "DB"."SC"."ST" SET';
    expect(alterations(EXTERNAL, plain.DESCRIBE, to)).toEqual([
      `${alter} URL = 's3://c/' STORAGE_INTEGRATION = "OTHER" ENCRYPTION = (TYPE = 'AWS_SSE_KMS' KMS_KEY_ID = 'k')`,
      `${alter} DIRECTORY = (ENABLE = TRUE AUTO_REFRESH = TRUE)`,
      `${alter} FILE_FORMAT = (FORMAT_NAME = "DB"."SC"."FF")`,
      `${alter} COPY_OPTIONS = (PURGE = TRUE)`,
      `${alter} COMMENT = 'c'`,
    ]);
  });

  it("sets what is no longer said back to its default", () => {
    const rows = [
      line("STAGE_FILE_FORMAT", "FORMAT_NAME", "FF"),
      line("STAGE_COPY_OPTIONS", "PURGE", "true", "Boolean"),
      line("STAGE_COPY_OPTIONS", "SIZE_LIMIT", "9", "Long"),
      line("DIRECTORY", "ENABLE", "true", "Boolean"),
      line("DIRECTORY", "AUTO_REFRESH", "true", "Boolean"),
    ];
    const row = { ...EXTERNAL, has_encryption_key: "Y", directory_enabled: "Y", comment: "old" };
    const alter = 'ALTER STAGE "DB"."SC"."ST" SET';
    expect(alterations(row, rows, external)).toEqual([
      `${alter} ENCRYPTION = (TYPE = 'NONE')`,
      `${alter} DIRECTORY = (ENABLE = FALSE AUTO_REFRESH = FALSE)`,
      `${alter} FILE_FORMAT = (TYPE = CSV)`,
      `${alter} COPY_OPTIONS = (PURGE = FALSE SIZE_LIMIT = NULL)`,
      `${alter} COMMENT = ''`,
    ]);
  });

  it.each([
    ["internal to external", INTERNAL, external, "the stage becomes external", ["url", "encryption"]],
    ["external to internal", EXTERNAL, {}, "the stage becomes internal", []],
    ["its encryption", INTERNAL, { encryption: { type: "SNOWFLAKE_SSE" } }, "the encryption of an internal stage cannot be changed", ["encryption"]],
    ["no integration any more", EXTERNAL, { url: "s3://b/p/" }, "no ALTER takes a storage integration away", []],
  ] as const)("asks for a new stage: %s", (_what, row, file, why, lost) => {
    const to = wellDescribed(stage, NAME, {
      ...file,
      ...("url" in file && file.url !== undefined ? { encryption: { type: "AWS_CSE", master_key: "K" } } : {}),
    });
    const from = readObject(stage, row, plain);
    const change = changed(from, to);
    expect(change?.how).toBe("replace");
    const whole = { kind: "object", how: "replace", from, to, fields: change?.fields ?? [] } as const;
    expect(stage.whyReplace?.(whole)).toContain(why);
    expect(destroys(whole)).toEqual(lost);
  });

  it("goes from an integration to credentials", () => {
    const credentials = { aws_role: "arn" };
    const [statement, ...more] = alterations(EXTERNAL, plain.DESCRIBE, { url: "s3://b/p/", credentials }) ?? [];
    expect([statement?.replace(/\$\{secret:[^}]*\}/, "<secret>"), more]).toEqual(['ALTER STAGE "DB"."SC"."ST" SET CREDENTIALS = (AWS_ROLE = <secret>)', []]);
  });
});

describe("a file of a stage", () => {
  it.each([
    [{ storage_integration: "s3" }, "ST1104"],
    [{ credentials: { aws_role: "r" } }, "ST1104"],
    [{ url: "http://x/" }, "ST1104"],
    [{ url: "s3://b/", storage_integration: "s3", credentials: { aws_role: "r" } }, "ST1104"],
    [{ url: "s3compat://b/" }, "ST1104"],
    [{ url: "s3://b/", endpoint: "e" }, "ST1104"],
    [{ encryption: { type: "AWS_CSE", master_key: "k" } }, "ST1104"],
    [{ url: "s3://b/", encryption: { type: "AWS_SSE_S3", master_key: "k" } }, "ST1104"],
    [{ url: "s3://b/", encryption: { type: "AWS_SSE_S3", kms_key_id: "k" } }, "ST1104"],
    [{ copy_options: { on_error: "give_up" } }, "ST1104"],
    [{ copy_options: { pruge: true } }, "ST1101"],
    [{ directory: { enabled: true } }, "ST1101"],
    [{ file_format: { type: "json", format_options: { skip_header: 1 } } }, "ST1104"],
    [{ file_format: { format_options: {} } }, "ST1102"],
    [{ file_format: "a b" }, "ST1105"],
  ])("refuses %j", (file, code) => {
    expect(described(stage, NAME, file).diagnostics.map((each) => each.code)).toEqual([code]);
  });
});
