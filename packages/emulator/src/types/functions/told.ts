import { arg, described, type ScalarFunction } from "../function.ts";
import { ARRAY, BOOLEAN, DATE, FLOAT, number, OBJECT, TEXT, type Type, VARIANT, varchar } from "../type.ts";

const BINARY: Type = { kind: "BINARY", length: 8_388_608 };
const NTZ: Type = { kind: "TIMESTAMP_NTZ", scale: 9 };

/** Functions by what their pages say they return, which are not computed here. */
const TOLD: readonly (readonly [Type, string])[] = [
  [FLOAT, "ACOS ACOSH ASIN ASINH ATAN ATAN2 ATANH CBRT COS COSH COT DEGREES HAVERSINE LOG MONTHS_BETWEEN RADIANS SIN SINH SQUARE TAN TANH AS_DOUBLE AS_REAL"],
  [
    BOOLEAN,
    "ARRAYS_OVERLAP BOOLXOR IS_ARRAY IS_BINARY IS_BOOLEAN IS_CHAR IS_DATE IS_DATE_VALUE IS_DECIMAL IS_DOUBLE IS_GRANTED_TO_INVOKER_ROLE IS_INTEGER IS_OBJECT " +
      "IS_REAL IS_TIME IS_TIMESTAMP_LTZ IS_TIMESTAMP_NTZ IS_TIMESTAMP_TZ IS_VARCHAR MAP_CONTAINS_KEY",
  ],
  [
    ARRAY,
    "ARRAY_APPEND ARRAY_CAT ARRAY_COMPACT ARRAY_CONSTRUCT_COMPACT ARRAY_DISTINCT ARRAY_EXCEPT ARRAY_FLATTEN ARRAY_GENERATE_RANGE ARRAY_INSERT " +
      "ARRAY_INTERSECTION ARRAY_PREPEND ARRAY_REMOVE ARRAY_REMOVE_AT ARRAY_SLICE ARRAY_SORT AS_ARRAY REGEXP_SUBSTR_ALL STRTOK_TO_ARRAY",
  ],
  [OBJECT, "AS_OBJECT OBJECT_DELETE OBJECT_INSERT OBJECT_PICK PARSE_IP PARSE_URL"],
  [VARIANT, "ARRAY_MAX ARRAY_MIN GET_IGNORE_CASE STRIP_NULL_VALUE"],
  [DATE, "AS_DATE DATE_FROM_PARTS DATEFROMPARTS NEXT_DAY PREVIOUS_DAY"],
  [{ kind: "TIME", scale: 9 }, "AS_TIME TIMEFROMPARTS TIME_FROM_PARTS"],
  [NTZ, "AS_TIMESTAMP_NTZ TIMESTAMPNTZFROMPARTS TIMESTAMP_NTZ_FROM_PARTS"],
  [{ kind: "TIMESTAMP_LTZ", scale: 9 }, "AS_TIMESTAMP_LTZ TIMESTAMP_LTZ_FROM_PARTS"],
  [{ kind: "TIMESTAMP_TZ", scale: 9 }, "AS_TIMESTAMP_TZ TIMESTAMP_TZ_FROM_PARTS"],
  [BINARY, "AS_BINARY BASE64_DECODE_BINARY COMPRESS DECOMPRESS_BINARY HEX_DECODE_BINARY MD5_BINARY SHA1_BINARY SHA2_BINARY TO_BINARY TRY_TO_BINARY"],
  // "a 128-bit ... UUID ... as a formatted string" of 36 characters (docs: sql-reference/functions/uuid_string).
  [varchar(36), "UUID_STRING"],
  // "a signed 64-bit value" (docs: sql-reference/functions/hash).
  [number(19), "HASH"],
];

/** Of these no page says how long the text or how precise the number is. */
const VAGUE: readonly (readonly [Type, string])[] = [
  [
    TEXT,
    "AS_CHAR BASE64_DECODE_STRING BASE64_ENCODE COLLATION DECOMPRESS_STRING HEX_DECODE_STRING HEX_ENCODE INSERT INVOKER_ROLE INVOKER_SHARE JSON_EXTRACT_PATH_TEXT " +
      "RANDSTR SOUNDEX SOUNDEX_P123 SPACE STRTOK TRANSLATE",
  ],
  [number(38), "ARRAY_POSITION BITAND BITNOT BITOR BITSHIFTLEFT BITSHIFTRIGHT BITXOR BIT_LENGTH EDITDISTANCE FACTORIAL JAROWINKLER_SIMILARITY OCTET_LENGTH"],
  [number(38), "REGEXP_INSTR RTRIMMED_LENGTH UNICODE UNIFORM WEEK WEEKISO WEEKOFYEAR WIDTH_BUCKET YEAROFWEEK YEAROFWEEKISO ZIPF SEQ1 SEQ2 SEQ4 SEQ8"],
];

function told(table: typeof TOLD, vague: boolean): readonly (readonly [string, ScalarFunction])[] {
  return table.flatMap(([type, names]) =>
    names.split(" ").map((name) => [name, { least: 0, most: 999, bind: (bound) => ({ ...described(bound.args, type, name), vague }) }] as const),
  );
}

export const TOLD_FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  ...Object.fromEntries(told(TOLD, false)),
  ...Object.fromEntries(told(VAGUE, true)),
  // "a date or a timestamp, as its argument" (docs: sql-reference/functions/add_months).
  ADD_MONTHS: { least: 2, most: 2, bind: (bound) => described(bound.args, arg(bound, 0).type, "ADD_MONTHS") },
  // With a source zone the value has none; without, it has (docs: sql-reference/functions/convert_timezone).
  CONVERT_TIMEZONE: {
    least: 2,
    most: 3,
    bind: (bound) => described(bound.args, bound.args.length === 3 ? NTZ : { kind: "TIMESTAMP_TZ", scale: 9 }, "CONVERT_TIMEZONE"),
  },
};
