import type { Pseudonyms } from "./pseudonym.ts";
import type { RecordedColumn } from "./recording.ts";

type Cells = readonly (string | null)[];

/** Columns whose values are Snowflake's words, not the account's (docs: the pages of SHOW and DESCRIBE). */
const WORDS = new Set(
  [
    "kind type state size privilege granted_on granted_to grant_option level key is_default is_current is_inherited is_secure is_external is_builtin is_aggregate",
    "is_ansi is_table_function is_transient is_hybrid is_iceberg is_dynamic is_event is_immutable is_materialized is_memoizable is_data_metric valid_for_clustering",
    "owner_role_type scaling_policy resource_constraint generation warehouse_credit_limit auto_resume enable_query_acceleration retention_time auto_suspend",
    "null? nullable domain language schedule_type mode stale source_type has_encryption_key directory_enabled cloud category enabled",
    "property parent_property property_type property_default has_password has_rsa_public_key has_mfa has_pat must_change_password disabled ext_authn_duo snowflake_support",
    "grantee_type object_type options change_tracking automatic_clustering search_optimization propagate secret_type frequency",
    "min_cluster_count max_cluster_count started_clusters running queued interval next_value ordered",
  ].flatMap((line) => line.split(" ")),
);
/** Columns that hold several names with dots between them, or may; those of grants do too. */
const DOTTED = new Set(["base_tables", "source_name", "table_name"]);
/** Columns that hold a name. */
const NAMES = new Set(
  "name database_name schema_name catalog_name owner grantee_name granted_by granted_to_name role grantee default_role default_warehouse database schema warehouse warehouses policy_name".split(
    " ",
  ),
);
const PLAIN_WORD = /^(?:true|false|yes|no|y|n|on|off|null|none|all|enabled|disabled)$/i;
const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?$/;

/** The rows without what is the account's own: closed by default, what is not known to be Snowflake's word leaves its shape only. */
export function redactRows(
  columns: readonly RecordedColumn[],
  rows: readonly Cells[],
  of: { readonly pseudonyms: Pseudonyms; readonly ask: string },
): readonly Cells[] {
  const names = columns.map(({ name }) => name.toLowerCase());
  const defaultAt = names.indexOf("default");
  // Of parameters and properties the default is Snowflake's and says nothing of the account; of columns it is the account's.
  const isOfSnowflake = names.includes("key") || names.includes("property");
  return rows.map((row) =>
    row.map((cell, at) => {
      const column = names[at] ?? "";
      if (cell === null || cell === "") return cell;
      if (isOfSnowflake && (column === "default" || (column === "value" && row[defaultAt] === cell))) return cell;
      return redactCell(cell, { column, type: columns[at]?.type ?? "text", ...of });
    }),
  );
}

interface CellOf {
  readonly column: string;
  readonly type: string;
  readonly pseudonyms: Pseudonyms;
  readonly ask: string;
}

function redactCell(cell: string, { column, type, pseudonyms, ask }: CellOf): string {
  if (type.startsWith("timestamp") || type === "date" || type === "time") return "<time>";
  if (PLAIN_WORD.test(cell)) return cell;
  if (type === "boolean" || (type === "fixed" && NUMBER.test(cell))) return cell;
  if (column === "arguments" || column === "signature") return redactSignature(cell, pseudonyms);
  if (DOTTED.has(column) || (column === "name" && /^SHOW (?:FUTURE )?GRANTS/.test(ask))) return redactName(cell, pseudonyms);
  if (NAMES.has(column)) return pseudonyms.of(cell);
  // Names of parameters are Snowflake's, however long.
  if (column === "key" && /^[A-Z0-9_]{1,100}$/.test(cell)) return cell;
  if (WORDS.has(column) && isWord(cell)) return cell;
  if (/^CURRENT_VERSION|^CURRENT_REGION/i.test(column) || (/^SELECT SYSTEM\$SHOW_ACTIVE/.test(ask) && /^\[/.test(cell))) return cell;
  return shapeOf(cell);
}

/** Words, numbers and types as Snowflake writes them; a longer text under such a column is somebody's. */
function isWord(cell: string): boolean {
  return cell.length <= 60 && /^[A-Za-z0-9_ ,()./%-]+$/.test(cell) && !/[a-z]{3,}.*[a-z]{3,}.*[a-z]{3,}/.test(cell.replaceAll(/[A-Z]/g, ""));
}

/** `DB.SCHEMA.T`, `"a.b".T`, `F(NUMBER):VARCHAR(10)`: every part another name, types as they are. */
export function redactName(cell: string, pseudonyms: Pseudonyms): string {
  const open = cell.indexOf("(");
  if (open > 0 && cell.includes(")")) return `${redactName(cell.slice(0, open).replace(/^"|"$/g, ""), pseudonyms)}${redactTypes(cell.slice(open), pseudonyms)}`;
  return partsOf(cell)
    .map((part) => pseudonyms.of(part))
    .map((part) => (/ /.test(part) ? `"${part}"` : part))
    .join(".");
}

function partsOf(cell: string): readonly string[] {
  const parts = cell.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [cell];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
}

const TYPE_WORD =
  /^(?:NUMBER|DECIMAL|INT|INTEGER|FLOAT|DOUBLE|VARCHAR|CHAR|STRING|TEXT|BINARY|BOOLEAN|DATE|TIME|TIMESTAMP|TIMESTAMP_NTZ|TIMESTAMP_LTZ|TIMESTAMP_TZ|VARIANT|OBJECT|ARRAY|MAP|GEOGRAPHY|GEOMETRY|VECTOR|TABLE|RETURN|RETURNS|DEFAULT|NOT|NULL|FILE|DECFLOAT)$/;

function redactTypes(text: string, pseudonyms: Pseudonyms): string {
  return text.replaceAll(/"(?:[^"]|"")*"|[A-Za-z_$][\w$]*/g, (word) => (TYPE_WORD.test(word) ? word : pseudonyms.of(word.replace(/^"|"$/g, ""))));
}

/** `F(NUMBER, VARCHAR) RETURN VARCHAR`; a name before the parenthesis is hashed, and so is whatever is no type. */
function redactSignature(cell: string, pseudonyms: Pseudonyms): string {
  const open = cell.indexOf("(");
  return open < 0 ? shapeOf(cell) : `${open === 0 ? "" : redactName(cell.slice(0, open), pseudonyms)}${redactTypes(cell.slice(open), pseudonyms)}`;
}

/** `<text 40>`: its length, roughly. */
function shapeOf(cell: string): string {
  if (/^\d+$/.test(cell)) return `<digits ${cell.length}>`;
  if (/^\s*[[{]/.test(cell)) return "<json>";
  return `<text ${cell.length < 10 ? "short" : Math.ceil(cell.length / 20) * 20}>`;
}

/** A message of the account: whatever stands in quotes and was not asked is hashed, and so is every word that is a name of the account's own. */
export function redactMessage(message: string, of: { readonly pseudonyms: Pseudonyms; readonly asked: string; readonly own: readonly string[] }): string {
  const quoted = message.replaceAll(/'([^']*)'|"([^"]*)"/g, (whole, single?: string, double?: string) => {
    const inner = single ?? double ?? "";
    return inner === "" || of.asked.toUpperCase().includes(inner.toUpperCase()) ? whole : whole.replace(inner, redactName(inner, of.pseudonyms));
  });
  return of.own.filter((word) => word !== "").reduce((text, word) => text.replaceAll(word, of.pseudonyms.of(word)), quoted);
}
