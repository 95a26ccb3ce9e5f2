import { displayedName, nameOf } from "@snowtower/sql";
import { pathOf } from "../catalog/catalog.ts";
import type { Entry, Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { type Cells, type Column, numberColumn, type ResultSet, textColumn } from "../result.ts";
import { SqlError, unsupported } from "../sql-error.ts";

/** What a directory table knows of a file. */
interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedOn: number;
  readonly md5: string;
}

type Fields = Readonly<Record<string, Value>>;

/** Of a stage: what its directory table knew at the last refresh, by path. */
export const DIRECTORY_FILES = "DIRECTORY_FILES";
export const DIRECTORY_REFRESHED_ON = "DIRECTORY_REFRESHED_ON";

const REFRESH_COLUMNS: readonly Column[] = [textColumn("file"), textColumn("status"), textColumn("description")];
const COLUMNS: readonly Column[] = [
  textColumn("RELATIVE_PATH"),
  numberColumn("SIZE"),
  { name: "LAST_MODIFIED", type: "timestamp_tz", nullable: true, length: null, precision: 0, scale: 3 },
  textColumn("MD5"),
  textColumn("ETAG"),
  textColumn("FILE_URL"),
];

/** ALTER STAGE ... REFRESH [SUBPATH = '<path>'] (docs: user-guide/data-load-dirtables-manage): files that changed or went are told, what is as it was is not. */
export function refreshDirectory(context: Context, stage: Entry, subpath: string): ResultSet {
  requireDirectory(stage, "ALTER STAGE ... REFRESH of an external stage");
  const known = new Map(knownFiles(stage).map((file) => [file.path, file]));
  const rows: Cells[] = [];
  for (const file of presentFiles(context, stage)) {
    if (!file.path.startsWith(subpath)) continue;
    const before = known.get(file.path);
    if (before === undefined) rows.push([file.path, "REGISTERED_NEW", "File registered successfully."]);
    else if (before.md5 !== file.md5 || before.size !== file.size) rows.push([file.path, "REGISTERED_UPDATE", "File updated successfully."]);
    known.set(file.path, file);
  }
  const present = new Set(context.files.list(stage.id).map(({ path }) => path));
  for (const path of [...known.keys()].filter((each) => each.startsWith(subpath) && !present.has(each))) {
    rows.push([path, "UNREGISTERED", "File unregistered successfully."]);
    known.delete(path);
  }
  const stored = Object.fromEntries([...known.values()].map(({ path, size, modifiedOn, md5 }) => [path, { SIZE: size, MODIFIED: modifiedOn, MD5: md5 }]));
  context.draft.change(stage.id, { properties: { ...stage.properties, [DIRECTORY_FILES]: stored, [DIRECTORY_REFRESHED_ON]: context.now } });
  return { columns: REFRESH_COLUMNS, rows: rows.sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1)), status: "" };
}

/** DIRECTORY(@stage) (docs: user-guide/data-load-dirtables-query). */
export function directoryRows(context: Context, stage: Entry): { readonly columns: readonly Column[]; readonly rows: readonly Cells[] } {
  requireDirectory(stage, "DIRECTORY(@<external stage>)");
  const isLive = (stage.properties.DIRECTORY as Fields).AUTO_REFRESH === true;
  const files = isLive ? presentFiles(context, stage) : knownFiles(stage);
  const privatelink = context.account.edition === "BUSINESS_CRITICAL" || context.account.edition === "VPS" ? "privatelink." : "";
  const host = `${context.account.locator.toLowerCase()}.${privatelink}snowflakecomputing.com`;
  const name = displayedName(nameOf(...pathOf(context.draft.catalog, stage).map((at) => at.name)));
  const rows = files.map(({ path, size, modifiedOn, md5 }) => [
    path,
    String(size),
    `${(modifiedOn / 1000).toFixed(3)} 1440`,
    md5,
    md5,
    `https://${host}/api/files/${name}/${path}`,
  ]);
  return { columns: COLUMNS, rows };
}

function requireDirectory(stage: Entry, external: string): void {
  if (stage.properties.URL !== undefined) throw unsupported(external);
  const directory = (stage.properties.DIRECTORY ?? {}) as Fields;
  // The pages do not have Snowflake's words for it.
  if (directory.ENABLE !== true) throw new SqlError("091093", "55000", `Stage '${stage.name}' has no directory table: set DIRECTORY = (ENABLE = TRUE).`);
}

function presentFiles(context: Context, stage: Entry): readonly KnownFile[] {
  return context.files.list(stage.id).map((file) => ({ ...file, md5: context.files.md5Now(stage.id, file.path) }));
}

function knownFiles(stage: Entry): readonly KnownFile[] {
  return Object.entries((stage.properties[DIRECTORY_FILES] ?? {}) as Fields).map(([path, value]) => {
    const { SIZE: size, MODIFIED: modifiedOn, MD5: md5 } = value as Fields;
    return { path, size: Number(size), modifiedOn: Number(modifiedOn), md5: String(md5) };
  });
}
