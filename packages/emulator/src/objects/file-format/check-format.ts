import { compilationError, invalidProperty, invalidValue } from "../../sql-error.ts";
import { type FormatValues, formatType, optionsOf } from "./describe-format.ts";
import { COMPRESSIONS, MOST_COMPRESSIONS } from "./format-options.ts";

const LONGEST_DELIMITER = 20;

/** Options must be those of the type, and go together (docs: sql-reference/sql/create-file-format). */
export function checkFormat(values: FormatValues): void {
  const type = formatType(values);
  const known = new Set(["TYPE", ...optionsOf(values).map(({ name }) => name)]);
  const stranger = Object.keys(values).find((name) => !known.has(name));
  if (stranger !== undefined) throw invalidProperty(stranger, `FILE FORMAT TYPE ${type}`);
  const compression = values.COMPRESSION;
  if (typeof compression === "string" && !(COMPRESSIONS[type] ?? MOST_COMPRESSIONS).includes(compression)) throw invalidValue(compression, "COMPRESSION");
  checkDelimiters(values);
  if (values.PARSE_HEADER === true && values.SKIP_HEADER !== undefined && values.SKIP_HEADER !== 0)
    throw compilationError("001008", "22023", "SKIP_HEADER is not supported with PARSE_HEADER = TRUE.");
  for (const name of ["ESCAPE", "ESCAPE_UNENCLOSED_FIELD", "FIELD_OPTIONALLY_ENCLOSED_BY"]) {
    const value = values[name];
    if (typeof value === "string" && value !== "NONE" && !/^(.?|\\.+|0x[0-9a-f]+)$/is.test(value)) throw invalidValue(value, name);
  }
}

function checkDelimiters(values: FormatValues): void {
  const [record, field] = [values.RECORD_DELIMITER, values.FIELD_DELIMITER];
  for (const [name, value] of [["RECORD_DELIMITER", record] as const, ["FIELD_DELIMITER", field] as const])
    if (typeof value === "string" && value.length > LONGEST_DELIMITER) throw invalidValue(value, name);
  if (typeof record !== "string" || typeof field !== "string" || record === "NONE" || field === "NONE") return;
  // "cannot be a substring of the delimiter for the other file format option"
  if (record !== "" && field !== "" && (record.includes(field) || field.includes(record)))
    throw compilationError("001008", "22023", "RECORD_DELIMITER and FIELD_DELIMITER must not contain each other.");
}
