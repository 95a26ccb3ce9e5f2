import type { Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list } from "../../value-types/collection.ts";
import { bool, int, oneOf, text } from "../../value-types/scalar.ts";
import { characters, textOrWord } from "./format-characters.ts";

/** An option of one type of file format: what it takes, and what it is where nobody sets it. */
export interface FormatOption {
  readonly type: ValueType;
  readonly default: Value;
}

export const FORMAT_TYPES = ["CSV", "JSON", "AVRO", "ORC", "PARQUET", "XML"] as const;
export type FormatType = (typeof FORMAT_TYPES)[number];

function option<T extends Value>(type: ValueType<T>, byDefault: T): FormatOption {
  return { type: type as unknown as ValueType, default: byDefault };
}

const PACKED = ["AUTO", "GZIP", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE"] as const;
const PACKED_OR_BZ2 = option(oneOf([...PACKED, "BZ2"]), "AUTO");
const OFF = option(bool, false);
const ON = option(bool, true);
const AUTO = option(textOrWord, "AUTO");
const NO_CHARACTER = option(characters, "NONE");

const DATES = {
  DATE_FORMAT: AUTO,
  TIME_FORMAT: AUTO,
  TIMESTAMP_FORMAT: AUTO,
  BINARY_FORMAT: option(oneOf(["HEX", "BASE64", "UTF8"]), "HEX"),
};
const nullIf = (...values: readonly string[]): FormatOption => option(list(text), values);
/** Snowflake shows nothing for it; NONE is what takes it away again. */
const EXTENSION = option(textOrWord, "NONE");

/** `utf-8` and `UTF8` are one encoding. */
function bareName(encoding: string): string {
  return encoding.toUpperCase().replace(/[-_]/g, "");
}

/** By type, with their defaults (docs: sql-reference/sql/create-file-format). VALIDATE_UTF8 is on no page but that of DESCRIBE. */
export const FORMAT_OPTIONS: Readonly<Record<FormatType, Readonly<Record<string, FormatOption>>>> = {
  CSV: {
    COMPRESSION: PACKED_OR_BZ2,
    RECORD_DELIMITER: option(characters, "\n"),
    FIELD_DELIMITER: option(characters, ","),
    MULTI_LINE: ON,
    FILE_EXTENSION: EXTENSION,
    PARSE_HEADER: OFF,
    SKIP_HEADER: option(int({ min: 0 }), 0),
    SKIP_BLANK_LINES: OFF,
    ...DATES,
    ESCAPE: NO_CHARACTER,
    ESCAPE_UNENCLOSED_FIELD: option(characters, "\\"),
    TRIM_SPACE: OFF,
    FIELD_OPTIONALLY_ENCLOSED_BY: NO_CHARACTER,
    NULL_IF: nullIf("\\N"),
    ERROR_ON_COLUMN_COUNT_MISMATCH: ON,
    VALIDATE_UTF8: ON,
    REPLACE_INVALID_CHARACTERS: OFF,
    EMPTY_FIELD_AS_NULL: ON,
    SKIP_BYTE_ORDER_MARK: ON,
    ENCODING: option({ ...textOrWord, same: (a, b) => bareName(a) === bareName(b) }, "UTF8"),
  },
  JSON: {
    COMPRESSION: PACKED_OR_BZ2,
    ...DATES,
    TRIM_SPACE: OFF,
    MULTI_LINE: ON,
    NULL_IF: nullIf(),
    FILE_EXTENSION: EXTENSION,
    ENABLE_OCTAL: OFF,
    ALLOW_DUPLICATE: OFF,
    STRIP_OUTER_ARRAY: OFF,
    STRIP_NULL_VALUES: OFF,
    REPLACE_INVALID_CHARACTERS: OFF,
    IGNORE_UTF8_ERRORS: OFF,
    SKIP_BYTE_ORDER_MARK: ON,
  },
  AVRO: { COMPRESSION: option(oneOf(PACKED), "AUTO"), TRIM_SPACE: OFF, REPLACE_INVALID_CHARACTERS: OFF, NULL_IF: nullIf() },
  ORC: { TRIM_SPACE: OFF, REPLACE_INVALID_CHARACTERS: OFF, NULL_IF: nullIf() },
  PARQUET: {
    // AUTO is Snappy; DESCRIBE calls it so (docs: sql-reference/sql/desc-file-format, the example of PARQUET).
    COMPRESSION: option(oneOf(["SNAPPY", "LZO", "NONE"], { AUTO: "SNAPPY" }), "SNAPPY"),
    BINARY_AS_TEXT: ON,
    USE_LOGICAL_TYPE: OFF,
    TRIM_SPACE: OFF,
    USE_VECTORIZED_SCANNER: OFF,
    REPLACE_INVALID_CHARACTERS: OFF,
    NULL_IF: nullIf(),
  },
  XML: {
    COMPRESSION: PACKED_OR_BZ2,
    IGNORE_UTF8_ERRORS: OFF,
    PRESERVE_SPACE: OFF,
    STRIP_OUTER_ELEMENT: OFF,
    DISABLE_AUTO_CONVERT: OFF,
    REPLACE_INVALID_CHARACTERS: OFF,
    SKIP_BYTE_ORDER_MARK: ON,
  },
};
