import type { Value } from "../../catalog/entry.ts";
import { optionsOf } from "../../objects/file-format/describe-format.ts";
import { cloudOf } from "../../objects/stage/stage-url.ts";
import { type ClassReading, listed } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { flagCell, type NamedRow, textCell } from "../row.ts";

type Fields = Record<string, Value>;

/** Options as they are stored: those that are the type's defaults are left out. */
function formatOf(type: string, said: ReadonlyMap<string, Value>): Fields {
  const fields: Fields = type === "CSV" ? {} : { TYPE: type };
  for (const { name, default: fallback } of optionsOf({ TYPE: type })) {
    const value = said.get(name);
    // DESCRIBE prints nothing where there is none.
    if (value === "" && fallback === null) continue;
    if (value !== undefined && value !== null && JSON.stringify(value) !== JSON.stringify(fallback)) fields[name] = value;
  }
  return fields;
}

const UNESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** DESCRIBE prints a new line as `\n` and a backslash as two. */
function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_all, character: string) => UNESCAPED[character] ?? character);
}

function cellValue(row: NamedRow, column: string): Value {
  const text = textCell(row, column) ?? "";
  const type = textCell(row, "property_type");
  if (type === "Boolean") return text.toLowerCase() === "true";
  if (type === "Integer" || type === "Long") return text === "" ? null : Number(text);
  if (type === "List") return listed(text).map(unescaped);
  return unescaped(text);
}

function saidBy(rows: readonly NamedRow[]): ReadonlyMap<string, Value> {
  return new Map(rows.map((row) => [(textCell(row, "property") ?? "").toUpperCase(), cellValue(row, "property_value")]));
}

export const fileFormat: ClassReading = {
  show({ entry, row }) {
    const json = textCell(row, "format_options");
    const options = json === null ? null : quietly(() => JSON.parse(json) as Readonly<Record<string, Value>>);
    if (options !== null) entry.properties = formatOf(textCell(row, "type") ?? "CSV", new Map(Object.entries(options)));
  },
  // What SHOW prints is exact; DESCRIBE leaves the commas of a list alone.
  describe({ entry }, rows) {
    if (Object.keys(entry.properties).length > 0) return;
    const said = saidBy(rows);
    entry.properties = formatOf(String(said.get("TYPE") ?? "CSV"), said);
  },
};

const COPY_DEFAULTS: Readonly<Record<string, Value>> = {
  ON_ERROR: "ABORT_STATEMENT",
  SIZE_LIMIT: null,
  PURGE: false,
  RETURN_FAILED_ONLY: false,
  ENFORCE_LENGTH: true,
  TRUNCATECOLUMNS: false,
  FORCE: false,
};

export const stage: ClassReading = {
  state: [
    "region",
    "notification_channel",
    "has_credentials",
    "has_encryption_key",
    "desc last_refreshed_on",
    "desc aws_external_id",
    "desc snowflake_iam_user",
  ],
  show({ entry, row, seeding }) {
    const [url, integration, endpoint] = [textCell(row, "url"), textCell(row, "storage_integration"), textCell(row, "endpoint")];
    if (url !== null && quietly(() => cloudOf(url)) !== null) entry.properties.URL = url;
    else if (url !== null) seeding.hole({ object: seeding.nameOf(entry), column: "url", why: "STAGE: no location of a cloud that is known here" });
    if (integration !== null) entry.properties.STORAGE_INTEGRATION = integration;
    if (endpoint !== null) entry.properties.ENDPOINT = endpoint;
    if (textCell(row, "type") === "INTERNAL NO CSE") entry.properties.ENCRYPTION = { TYPE: "SNOWFLAKE_SSE" };
    if (flagCell(row, "directory_enabled") === true) entry.properties.DIRECTORY = { ENABLE: true };
  },
  describe({ entry, seeding }, rows) {
    const under = (parent: string) => rows.filter((row) => textCell(row, "parent_property") === parent);
    const format = saidBy(under("STAGE_FILE_FORMAT"));
    const named = format.get("FORMAT_NAME");
    if (typeof named === "string" && named !== "") {
      const found = seeding.named("FILE FORMAT", named);
      entry.properties.FILE_FORMAT = { FORMAT_NAME: seeding.parts(named) ?? [named], ...(found === undefined ? {} : { FORMAT: found.id }) };
    } else if (format.get("TYPE") === "CUSTOM") entry.properties.FILE_FORMAT = { TYPE: "CUSTOM" };
    else if (format.size > 0) {
      const fields = formatOf(String(format.get("TYPE") ?? "CSV"), format);
      if (Object.keys(fields).length > 0) entry.properties.FILE_FORMAT = fields;
    }
    const copy = [...saidBy(under("STAGE_COPY_OPTIONS"))].filter(([name, value]) => name in COPY_DEFAULTS && value !== COPY_DEFAULTS[name]);
    if (copy.length > 0) entry.properties.COPY_OPTIONS = Object.fromEntries(copy);
    const directory = [...saidBy(under("DIRECTORY"))].filter(([name, value]) => (name === "ENABLE" || name === "AUTO_REFRESH") && value === true);
    if (directory.length > 0) entry.properties.DIRECTORY = Object.fromEntries(directory);
    const keyId = saidBy(under("STAGE_CREDENTIALS")).get("AWS_KEY_ID");
    if (typeof keyId === "string" && keyId !== "") entry.properties.CREDENTIALS = { AWS_KEY_ID: keyId };
  },
};
