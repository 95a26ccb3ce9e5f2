import type { Value } from "../../catalog/entry.ts";
import { boolean, integer, oneOf, type ReadValue, strings, textOrWord } from "../../parser/value.ts";

/** An option of a file format, as DESCRIBE prints it. */
export interface FormatOption {
  readonly name: string;
  readonly type: "String" | "Integer" | "Boolean" | "List";
  readonly default: Value;
}

export const FORMAT_TYPES: readonly string[] = ["CSV", "JSON", "AVRO", "ORC", "PARQUET", "XML"];

const word = (name: string, fallback: string | null): FormatOption => ({ name, type: "String", default: fallback });
const flag = (name: string, fallback: boolean): FormatOption => ({ name, type: "Boolean", default: fallback });
const nullIf = (...values: readonly string[]): FormatOption => ({ name: "NULL_IF", type: "List", default: values });
const DATES: readonly FormatOption[] = [
  word("DATE_FORMAT", "AUTO"),
  word("TIME_FORMAT", "AUTO"),
  word("TIMESTAMP_FORMAT", "AUTO"),
  word("BINARY_FORMAT", "HEX"),
];
const TRIM = flag("TRIM_SPACE", false);
const COMPRESSION = word("COMPRESSION", "AUTO");
const REPLACE = flag("REPLACE_INVALID_CHARACTERS", false);
const BYTE_ORDER_MARK = flag("SKIP_BYTE_ORDER_MARK", true);
const MULTI_LINE = flag("MULTI_LINE", true);

/** By type, in the order of DESCRIBE; what its examples do not show stands last (docs: sql-reference/sql/desc-file-format, create-file-format). */
export const OPTIONS: Readonly<Record<string, readonly FormatOption[]>> = {
  CSV: [
    word("RECORD_DELIMITER", "\n"),
    word("FIELD_DELIMITER", ","),
    word("FILE_EXTENSION", null),
    { name: "SKIP_HEADER", type: "Integer", default: 0 },
    flag("PARSE_HEADER", false),
    ...DATES,
    word("ESCAPE", "NONE"),
    word("ESCAPE_UNENCLOSED_FIELD", "\\"),
    TRIM,
    word("FIELD_OPTIONALLY_ENCLOSED_BY", "NONE"),
    nullIf("\\N"),
    COMPRESSION,
    flag("ERROR_ON_COLUMN_COUNT_MISMATCH", true),
    flag("VALIDATE_UTF8", true),
    flag("SKIP_BLANK_LINES", false),
    REPLACE,
    flag("EMPTY_FIELD_AS_NULL", true),
    BYTE_ORDER_MARK,
    word("ENCODING", "UTF8"),
    MULTI_LINE,
  ],
  JSON: [
    word("FILE_EXTENSION", null),
    ...DATES,
    TRIM,
    nullIf(),
    COMPRESSION,
    flag("ENABLE_OCTAL", false),
    flag("ALLOW_DUPLICATE", false),
    flag("STRIP_OUTER_ARRAY", false),
    flag("STRIP_NULL_VALUES", false),
    flag("IGNORE_UTF8_ERRORS", false),
    REPLACE,
    BYTE_ORDER_MARK,
    MULTI_LINE,
  ],
  AVRO: [TRIM, nullIf(), COMPRESSION, REPLACE],
  ORC: [TRIM, nullIf(), REPLACE],
  PARQUET: [
    TRIM,
    nullIf(),
    word("COMPRESSION", "SNAPPY"),
    flag("BINARY_AS_TEXT", true),
    flag("USE_LOGICAL_TYPE", false),
    flag("USE_VECTORIZED_SCANNER", false),
    REPLACE,
  ],
  XML: [
    COMPRESSION,
    flag("IGNORE_UTF8_ERRORS", false),
    flag("PRESERVE_SPACE", false),
    flag("STRIP_OUTER_ELEMENT", false),
    flag("DISABLE_AUTO_CONVERT", false),
    REPLACE,
    BYTE_ORDER_MARK,
  ],
};

const PACKED = ["AUTO", "GZIP", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE"];
/** What COMPRESSION may be; other types take BZ2 besides. */
export const COMPRESSIONS: Readonly<Record<string, readonly string[]>> = { AVRO: PACKED, PARQUET: ["AUTO", "LZO", "SNAPPY", "NONE"] };
export const MOST_COMPRESSIONS: readonly string[] = [...PACKED, "BZ2"];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  BINARY_FORMAT: ["HEX", "BASE64", "UTF8"],
  COMPRESSION: [...MOST_COMPRESSIONS, "LZO", "SNAPPY"],
};

function readerOf(option: FormatOption): ReadValue {
  if (option.type === "Boolean") return boolean;
  if (option.type === "Integer") return integer();
  if (option.type === "List") return strings;
  const allowed = WORDS[option.name];
  return allowed === undefined ? textOrWord : oneOf(allowed);
}

/** Every option of every type, once, with its reader. Which type takes it is checked when the type is known. */
export const FORMAT_PROPERTIES: readonly { readonly name: string; readonly read: ReadValue }[] = [
  { name: "TYPE", read: oneOf(FORMAT_TYPES) },
  ...new Map(
    Object.values(OPTIONS).flatMap((options) => options.map((option) => [option.name, { name: option.name, read: readerOf(option) }] as const)),
  ).values(),
];
