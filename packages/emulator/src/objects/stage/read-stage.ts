import type { Value } from "../../catalog/entry.ts";
import { Cursor } from "../../parser/cursor.ts";
import { boolean, integer, nameText, objectName, oneOf, type ReadValue, text } from "../../parser/value.ts";
import { invalidProperty } from "../../sql-error.ts";
import { FORMAT_PROPERTIES, FORMAT_TYPES } from "../file-format/format-options.ts";
import type { Property } from "../object-class.ts";

/** A secret is not kept, only that there is one. */
const secret: ReadValue = (cursor) => {
  cursor.string();
  return true;
};

/** A text; SnowDDL writes it in double quotes. */
const textOrQuoted: ReadValue = (cursor, property) => (cursor.peek().kind === "quoted" ? cursor.next().value : text(cursor, property));

const CREDENTIALS: Readonly<Record<string, ReadValue>> = {
  AWS_KEY_ID: text,
  AWS_SECRET_KEY: secret,
  AWS_TOKEN: secret,
  AWS_ROLE: text,
  AZURE_SAS_TOKEN: secret,
};
const ENCRYPTIONS = ["SNOWFLAKE_FULL", "SNOWFLAKE_SSE", "AWS_CSE", "AWS_SSE_S3", "AWS_SSE_KMS", "GCS_SSE_KMS", "AZURE_CSE", "NONE"];
const ENCRYPTION: Readonly<Record<string, ReadValue>> = { TYPE: oneOf(ENCRYPTIONS), MASTER_KEY: secret, KMS_KEY_ID: text };
const DIRECTORY: Readonly<Record<string, ReadValue>> = {
  ENABLE: boolean,
  AUTO_REFRESH: boolean,
  REFRESH_ON_CREATE: boolean,
  AWS_SNS_TOPIC: text,
  NOTIFICATION_INTEGRATION: nameText,
};
const FILE_FORMAT: Readonly<Record<string, ReadValue>> = {
  ...Object.fromEntries(FORMAT_PROPERTIES.map(({ name, read }) => [name, read])),
  TYPE: oneOf([...FORMAT_TYPES, "CUSTOM"]),
  FORMAT_NAME: objectName,
};
const ON_ERROR: ReadValue = (cursor, property) => {
  const word = cursor.seesString() ? cursor.string() : cursor.next().value;
  // `SKIP_FILE_10`, and in text also `SKIP_FILE_10%`.
  return /^SKIP_FILE_\d+%?$/i.test(word) ? word.toUpperCase() : oneOf(["CONTINUE", "SKIP_FILE", "ABORT_STATEMENT"])(new Cursor(`'${word}'`), property);
};
const COPY_OPTIONS: Readonly<Record<string, ReadValue>> = {
  ON_ERROR,
  SIZE_LIMIT: integer({ min: 1, nullable: true }),
  PURGE: boolean,
  RETURN_FAILED_ONLY: boolean,
  ENFORCE_LENGTH: boolean,
  TRUNCATECOLUMNS: boolean,
  FORCE: boolean,
};

/** `( KEY = value [,] ... )` of known keys. */
function recordOf(fields: Readonly<Record<string, ReadValue>>): ReadValue {
  return (cursor, property) => {
    const found: Record<string, Value> = {};
    cursor.expect("(");
    while (!cursor.accept(")")) {
      if (Object.keys(found).length > 0) cursor.accept(",");
      const key = cursor.next().value;
      const read = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (read === undefined) throw invalidProperty(key, property);
      cursor.expect("=");
      found[key] = read(cursor, key);
    }
    return found;
  };
}

const formatOptions = recordOf(FILE_FORMAT);

/** `FILE_FORMAT = myformat` stands in the page's examples, though not in its syntax. */
const fileFormat: ReadValue = (cursor, property) => (cursor.sees("(") ? formatOptions(cursor, property) : { FORMAT_NAME: objectName(cursor, property) });

/** (docs: sql-reference/sql/create-stage) */
export const STAGE_PROPERTIES: readonly Property[] = [
  { name: "URL", read: textOrQuoted },
  { name: "STORAGE_INTEGRATION", read: nameText },
  { name: "CREDENTIALS", read: recordOf(CREDENTIALS) },
  { name: "ENCRYPTION", read: recordOf(ENCRYPTION) },
  { name: "ENDPOINT", read: textOrQuoted },
  { name: "AWS_ACCESS_POINT_ARN", read: text },
  { name: "USE_PRIVATELINK_ENDPOINT", read: boolean },
  { name: "DIRECTORY", read: recordOf(DIRECTORY) },
  { name: "FILE_FORMAT", read: fileFormat },
  // "Do not specify copy options using the CREATE STAGE" is advice: Snowflake still takes and shows them (docs: sql-reference/sql/desc-stage).
  { name: "COPY_OPTIONS", read: recordOf(COPY_OPTIONS) },
];
