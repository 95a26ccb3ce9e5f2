import { textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";
import { checkFormat } from "./file-format/check-format.ts";
import { formatJson, formatRows, formatType } from "./file-format/describe-format.ts";
import { FORMAT_PROPERTIES } from "./file-format/format-options.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";

/** The page lists format_options first and shows an example without it; Snowflake prints it behind the comment. */
const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("type", (entry) => formatType(entry.properties)),
  owner,
  comment,
  text("format_options", (entry) => formatJson(entry.properties)),
  ownerRoleType,
];

/** (docs: sql-reference/sql/create-file-format, alter-file-format, drop-file-format, show-file-formats, desc-file-format) */
export const fileFormat: ObjectClass = {
  name: "FILE FORMAT",
  label: "File format",
  container: "SCHEMA",
  orAlter: true,
  properties: [...FORMAT_PROPERTIES, ...refusedProperties("FILE FORMAT", ["SNAPPY_COMPRESSION", "DISABLE_SNOWFLAKE_DATA"])],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "FILE FORMATS", columns, cuts: true }],

  describe: (entry) => ({
    columns: ["property", "property_type", "property_value", "property_default"].map((column) => textColumn(column)),
    rows: formatRows(entry.properties),
  }),

  clause(cursor) {
    return cursor.sees("CLONE") ? cursor.refuse("CREATE FILE FORMAT ... CLONE") : false;
  },

  alter(cursor) {
    if (cursor.sees("UNSET")) cursor.fail();
    return null;
  },

  check(_context, to, from) {
    // "You can't alter the TYPE property."
    if (from !== null && formatType(to.properties) !== formatType(from.properties)) throw unsupported("ALTER FILE FORMAT ... SET TYPE");
    checkFormat(to.properties);
    return to;
  },
};
