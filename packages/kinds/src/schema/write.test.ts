import { describe, expect, it } from "vitest";
import type { Kind } from "../kind.ts";
import { known } from "../object.ts";
import { type Plain, wellDescribed } from "../testing/describe.ts";
import { fileFormat } from "./file-format.ts";
import { functionKind } from "./function.ts";
import { procedure } from "./procedure.ts";
import { sequence } from "./sequence.ts";
import { stage } from "./stage.ts";
import { stream } from "./stream.ts";
import { table } from "./table.ts";
import { view } from "./view.ts";

const key = { columns: ["b"], ref_table: "o", ref_columns: ["id"] };
const code = { arguments: { a: "VARCHAR(10)", '"b c"': { type: "NUMBER(38,0)", default: "1" } }, body: "x", comment: "c" };

interface File {
  readonly kind: Kind;
  readonly data: Plain;
  readonly argumentTypes?: readonly string[];
}

const overload = { argumentTypes: ["VARCHAR", "NUMBER"] };

const files: readonly File[] = [
  {
    kind: table,
    data: {
      columns: {
        a: { type: "INT NOT NULL", default_sequence: "s", comment: "c" },
        '"b c"': "DATE",
        b: { type: "TEXT", collate: "en", default: "'x'" },
        v: { type: "INT", expression: "a" },
      },
      primary_key: ["a"],
      unique_keys: [["a", '"b c"']],
      foreign_keys: [key],
      cluster_by: ["a"],
      is_transient: true,
    },
  },
  { kind: view, data: { text: "SELECT 1", columns: { a: "x", '"b c"': null }, depends_on: ["o"] } },
  { kind: sequence, data: { start: 1, interval: -1, is_ordered: true } },
  { kind: fileFormat, data: { type: "csv", format_options: { field_delimiter: "\t", null_if: ["", "x"], compression: "gzip", skip_header: 1 } } },
  { kind: stream, data: { object_type: "external table", object_name: 'o."x y"', insert_only: true } },
  {
    kind: stage,
    data: {
      url: "s3://b/p/",
      storage_integration: '"my s3"',
      encryption: { type: "AWS_SSE_KMS", kms_key_id: "k" },
      directory: { enable: true, notification_integration: "n" },
      file_format: { type: "json", format_options: { strip_outer_array: true } },
      copy_options: { on_error: "skip_file_2", size_limit: 5 },
    },
  },
  { kind: stage, data: { file_format: 'other."f f"' } },
  {
    kind: functionKind,
    data: {
      ...code,
      returns: { '"x y"': "DATE" },
      imports: [{ stage: "s", path: "/p" }],
      packages: ["p"],
      secrets: { V: "s" },
      external_access_integrations: ["e"],
    },
    ...overload,
  },
  { kind: procedure, data: { ...code, returns: "VARIANT", language: "JAVASCRIPT", is_execute_as_caller: true }, ...overload },
];

describe("what is written to a file", () => {
  it.each(files)("says the same $kind.name when it is read again", ({ kind, data, ...options }) => {
    const object = wellDescribed(kind, ["DB", "SC", "X"], data, options);
    const written = Object.entries(object.fields).map(([name, value]) => [name, kind.fields[name]?.type.write(known(value) as never)] as const);
    expect(wellDescribed(kind, ["DB", "SC", "X"], Object.fromEntries(written) as Plain, options)).toEqual(object);
  });
});
