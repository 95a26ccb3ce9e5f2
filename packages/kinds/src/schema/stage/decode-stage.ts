import { exactly } from "@snowtower/sql";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";
import { decodeStageFormat } from "./stage-format.ts";
import { ownCopyOptions } from "./stage-types.ts";

/** What SHOW STAGES and DESCRIBE STAGE say in their own way (docs: sql-reference/sql/show-stages, desc-stage). */
export function decodeStage(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const described = rows.also("DESCRIBE");
  const of = (parent: string) => (isUnknown(described) ? described : described.filter((row) => row.get("parent_property") === parent));
  const name = ["database_name", "schema_name", "name"].map((column) => exactly(rows.row.get(column) ?? ""));
  const format = of("STAGE_FILE_FORMAT");
  return {
    credentials: credentials(rows.row),
    encryption: encryption(rows.row),
    directory: directory(rows.row, of("DIRECTORY")),
    file_format: isUnknown(format) ? format : decodeStageFormat(format, name),
    copy_options: copyOptions(of("STAGE_COPY_OPTIONS")),
  };
}

function credentials(row: RowView): Read<Value> {
  const cell = row.get("has_credentials");
  if (cell === undefined) return unknown("SHOW STAGES has no column has_credentials");
  return cell === "Y" ? unknown("credentials cannot be read back") : undefined;
}

/** `type` is INTERNAL NO CSE where the files are encrypted by Snowflake alone. */
function encryption(row: RowView): Read<Value> {
  const [type, hasKey] = [row.get("type"), row.get("has_encryption_key")];
  if (!type) return unknown("SHOW STAGES has no column type");
  if (type.startsWith("INTERNAL")) return type === "INTERNAL NO CSE" ? { TYPE: "SNOWFLAKE_SSE" } : undefined;
  return hasKey === undefined ? unknown("SHOW STAGES has no column has_encryption_key") : { HAS_KEY: hasKey === "Y" };
}

function directory(row: RowView, rows: Read<readonly RowView[]> & object): Read<Value> {
  if (row.get("directory_enabled") === "N") return undefined;
  if (isUnknown(rows)) return rows;
  const told = Object.fromEntries(rows.map((each) => [each.get("property"), each.get("property_value")?.toLowerCase()]));
  const values = ["ENABLE", "AUTO_REFRESH"].filter((property) => told[property] === "true");
  return values.length === 0 ? undefined : Object.fromEntries(values.map((property) => [property, true]));
}

function copyOptions(rows: Read<readonly RowView[]> & object): Read<Value> {
  if (isUnknown(rows)) return rows;
  const told = rows.flatMap((row): readonly (readonly [string, Value])[] => {
    const [property, cell] = [row.get("property"), row.get("property_value")];
    if (!property || !cell) return [];
    if (row.get("property_type") === "Boolean") return [[property, cell.toLowerCase() === "true"]];
    return [[property, /^\d+$/.test(cell) ? Number(cell) : cell]];
  });
  const own = ownCopyOptions(Object.fromEntries(told));
  return Object.keys(own).length === 0 ? undefined : own;
}
