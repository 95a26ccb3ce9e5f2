/** Values as files have them. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

const KEYS = ["A", "B"].map((letter) => `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${letter.repeat(335)}QIDAQAB`);

/**
 * Values of the types that are more than their JSON schema says, by what the type says of itself. The objects that names lead to are
 * those of `lawAccount`. A type that is missing here and is a bare string in its schema is refused: give it samples when you add it.
 */
export const typeSamples: Readonly<Record<string, readonly Plain[]>> = {
  text: ["x", "It's", 'a "quoted" \\ word', "$$", "two\nlines", "日本", "MEMORY_16X"],
  "text or a number": ["1", 2, "3.11"],
  "secret text": ["Corr3ct-Horse-Battery"],
  "SQL text": ["SELECT 1 AS A", "SELECT 2 AS A", "SELECT A FROM LAW.LAW.OTHER", "SELECT A, 'it''s' AS B\nFROM LAW.LAW.OTHER\nWHERE A > 1"],
  code: ["1", "1 + 1", "BEGIN\n  RETURN 1;\nEND", "BEGIN\n  RETURN 2;\nEND"],
  "a name": ["OTHER", "other", '"mixed Case"'],
  "an RSA public key": KEYS,
  "a database, or a database and a schema": ["LAW", "law.law", '"mixed Case"."a.b"'],
  "a map of names to text, a number, true or false": [
    {},
    { statement_timeout_in_seconds: 60 },
    { statement_timeout_in_seconds: 7200, statement_queued_timeout_in_seconds: 5 },
  ],
  "a map of names to text, a number, true or false, or a list, each text": [{ type: "AWS", arn: "arn:aws:iam::123456789012:role/x" }],
  "a map of column names to types": [
    { a: "NUMBER(38,0)" },
    { a: "NUMBER(38,0) NOT NULL" },
    { a: "NUMBER(38,0)", b: "VARCHAR(10)" },
    { a: "NUMBER(38,0)", b: { type: "VARCHAR(20) NOT NULL", comment: "It's b" } },
    { a: "NUMBER(38,0)", c: { type: "VARCHAR(5)", default: "'x'" }, '"mixed Case"': "TIMESTAMP_NTZ(3)" },
    { a: { type: "NUMBER(38,0)", default_sequence: "other" }, d: "VARIANT", e: "BOOLEAN", f: "FLOAT", g: "BINARY(8)", h: "DATE", i: "TIME(9)" },
  ],
  "the options of a file format": [
    {},
    { trim_space: true },
    { null_if: ["", "it's"], replace_invalid_characters: true },
    { field_delimiter: "|", skip_header: 2 },
  ],
  "the name of an object in a schema": ["other", "parent"],
  "the name of an object in a schema, or a map with type, format_options": ["other", { type: "JSON" }, { type: "CSV", format_options: { escape: "\\" } }],
  "credentials of a stage": [{ aws_role: "arn" }, { azure_sas_token: "?sv=1" }],
  "encryption of a stage": [{}, { type: "SNOWFLAKE_SSE" }, { type: "AWS_SSE_S3" }, { type: "AZURE_CSE", master_key: "k" }],
  "the directory of a stage": [{}, { enable: true }, { enable: true, auto_refresh: true }],
  "copy options of a stage": [{}, { on_error: "SKIP_FILE_5%", purge: true }, { size_limit: 10, force: true }],
  "the URL of a place outside": ["s3://bucket/path/", "gcs://bucket", "azure://a.blob.core.windows.net/c/"],
  "the schedule of a task": ["60 minutes", "1 HOUR", "USING CRON 0 9-17 * * SUN America/Los_Angeles"],
  "a length of time": ["2 hours", "30 s"],
  "a list of tasks": [["other"], ["other", "parent"]],
  "a condition in SQL": ["SYSTEM$STREAM_HAS_DATA('ST')", "1 > 0"],
  "a JSON object in text": ["{}", '{"a": "It\'s"}'],
  "a list, each a column's name": [["a"]],
  "a list, each a list, each a column's name": [[], [["a"]]],
  "a list, each a map with columns, ref_table, ref_columns": [[], [{ columns: ["a"], ref_table: "parent", ref_columns: ["a"] }]],
  "a list, each text": [[], ["A"]],
  "a list, each a name": [[]],
  "a list, each a name with its database and schema": [["law.law.other"]],
  "a list, each an IPv4 address or range": [["10.0.0.0/8"], ["10.0.0.0/8", "192.0.2.7"]],
  "a date, or a date and a time": ["2031-01-01", "2031-06-01 12:00:00", "2032-01-01 00:00:00 +01:00"],
  "a date, or a date and a time, to begin with": ["2030-01-01", "2030-06-01 12:00:00 UTC"],
  "a map of percents to NOTIFY, SUSPEND or SUSPEND_IMMEDIATE": [{}, { 100: "SUSPEND" }, { 50: "NOTIFY", 90: ["NOTIFY", "SUSPEND"], 110: "SUSPEND_IMMEDIATE" }],
  "a list, each a map with stage, path": [[]],
  "a list, each the name of an object in a schema": [[], ["other"]],
  "a map of names to the name of an object in a schema": [{}],
  "a map of column names to comments": [{}, { A: null }, { A: "It's a" }],
  "a map of argument names to types": [{}, { n: "NUMBER(38,0)" }, { n: "NUMBER(38,0)", t: { type: "VARCHAR(10)", default: "'x'" } }],
  "a map of argument names to data types": [{ v: "VARCHAR(16777216)" }, { v: "NUMBER(38,0)", '"other Value"': "DATE" }],
  "a data type": ["VARCHAR(16777216)", "NUMBER(38,0)"],
  "a SQL expression": ["NULL", "CASE WHEN CURRENT_ROLE() = 'It''s me' THEN NULL ELSE NULL END", "NULL -- always"],
  "a data type, or a map of column names to types": ["NUMBER(38,0)", "VARCHAR(100)", { a: "NUMBER(38,0)" }],
};
