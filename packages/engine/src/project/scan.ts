import type { Diagnostic } from "@snowtower/kinds";
import type { Identifier } from "@snowtower/sql";
import { addFile, entriesOf, type FolderWalk, isYamlFile, reportUnknown, startOf, type WalkEntry } from "./folder-walk.ts";
import type { KnownNames } from "./known-names.ts";
import type { DatabaseFolder, Place, ProjectFile, SchemaFolder } from "./place.ts";
import { isListed, type ProjectFiles } from "./project-files.ts";
import { databaseFolderName, hasYamlEnding, objectFileName, stemOf } from "./scan-names.ts";
import { type TakeName, uniqueNames } from "./unique-names.ts";

/** A project has fewer files than this; a folder of data that was put into it by mistake has more. */
const MAX_FILES = 100_000;

interface ScanOptions {
  readonly known: KnownNames;
  readonly maxFiles?: number;
}

interface Scan {
  readonly files: readonly ProjectFile[];
  readonly databases: readonly DatabaseFolder[];
  readonly schemas: readonly SchemaFolder[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Files and folders of the first level that belong to SnowTower and to npm. */
const NOT_LAYOUT: ReadonlySet<string> = new Set(["snowtower.yaml", "snowtower.yml", "node_modules"]);

/** The files of SnowDDL's layout: what each describes is said by its place. */
export function scan(files: ProjectFiles, options: ScanOptions): Scan {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
  const walk: FolderWalk = { files, known: options.known, maxFiles: options.maxFiles ?? MAX_FILES, found: [], databases: [], schemas: [], report, full: false };
  const listed = files.list("");
  if (isListed(listed)) walkAccount(walk);
  else {
    const why = listed.kind === "refused" ? listed.why : listed.kind === "missing" ? "it does not exist" : "it is not a folder";
    report({ severity: "error", code: "ST1001", message: `the project's folder cannot be read: ${why}`, at: startOf("") });
  }
  return { files: walk.found, databases: walk.databases, schemas: walk.schemas, diagnostics };
}

function walkAccount(walk: FolderWalk): void {
  const take = uniqueNames(walk.report);
  for (const entry of entriesOf(walk, "")) {
    if (entry.name.startsWith("__") || NOT_LAYOUT.has(entry.name)) continue;
    if (entry.kind === "folder") walkDatabase(walk, entry, take);
    else plainFile(walk, entry, { take, known: walk.known.account, place: (file) => ({ kind: "account", file }) });
  }
}

function walkDatabase(walk: FolderWalk, entry: WalkEntry, take: TakeName): void {
  const database = databaseFolderName(entry, "database", walk.report);
  if (database === null || !take(`folder ${database}`, entry.path)) return;
  walk.databases.push({ path: entry.path, database });
  const inside = uniqueNames(walk.report);
  for (const child of entriesOf(walk, entry.path)) {
    if (child.kind === "folder") walkSchema(walk, child, { database, take: inside });
    else plainFile(walk, child, { take: inside, known: walk.known.database, place: (file) => ({ kind: "database", database, file }) });
  }
}

function walkSchema(walk: FolderWalk, entry: WalkEntry, of: { readonly database: Identifier; readonly take: TakeName }): void {
  const schema = databaseFolderName(entry, "schema", walk.report);
  if (schema === null || !of.take(`folder ${schema}`, entry.path)) return;
  const folder = { path: entry.path, database: of.database, schema };
  walk.schemas.push(folder);
  const take = uniqueNames(walk.report);
  for (const child of entriesOf(walk, entry.path)) {
    if (child.kind === "folder") walkType(walk, child, { folder, take });
    else plainFile(walk, child, { take, known: walk.known.schema, place: (file) => ({ kind: "schema", database: of.database, schema, file }) });
  }
}

function walkType(walk: FolderWalk, entry: WalkEntry, of: { readonly folder: SchemaFolder; readonly take: TakeName }): void {
  const type = entry.name.toLowerCase();
  if (!walk.known.types.includes(type)) {
    const message = `"${entry.name}" is not a type of object: its files are not read`;
    reportUnknown(walk, entry, { code: "ST1009", message, known: walk.known.types });
    return;
  }
  for (const child of entriesOf(walk, entry.path)) {
    if (child.kind === "folder") tooDeep(walk, child, type);
    else objectFile(walk, child, { ...of, type });
  }
}

function objectFile(walk: FolderWalk, entry: WalkEntry, of: { readonly folder: SchemaFolder; readonly type: string; readonly take: TakeName }): void {
  if (!isYamlFile(walk, entry)) return;
  const named = objectFileName(entry, walk.report);
  if (named === null) return;
  const signature = named.argumentTypes === undefined ? named.name : `${named.name}(${named.argumentTypes.join()})`;
  if (!of.take(`${of.type} ${signature}`, entry.path)) return;
  const { database, schema } = of.folder;
  addFile(walk, { path: entry.path, place: { kind: "object", database, schema, type: of.type, ...named } });
}

function plainFile(
  walk: FolderWalk,
  entry: WalkEntry,
  as: { readonly take: TakeName; readonly known: readonly string[]; readonly place: (file: string) => Place },
): void {
  if (!isYamlFile(walk, entry)) return;
  const file = stemOf(entry.name).toLowerCase();
  if (!as.take(`file ${file}`, entry.path)) return;
  if (as.known.includes(file)) addFile(walk, { path: entry.path, place: as.place(file) });
  else reportUnknown(walk, entry, { code: "ST1008", message: `nothing reads a file "${entry.name}" here`, known: as.known });
}

/** SnowDDL is silent about these files; their author believes that they are managed. */
function tooDeep(walk: FolderWalk, entry: WalkEntry, type: string): void {
  if (walk.known.typesWithFiles?.includes(type)) {
    if (entriesOf(walk, entry.path).length === 0) return;
    const message = `the files in "${entry.path}" are not uploaded: the files on a ${type} are left alone`;
    walk.report({ severity: "warning", code: "ST1014", message, at: startOf(entry.path) });
    return;
  }
  const lost = entriesOf(walk, entry.path).find((child) => child.kind === "file" && hasYamlEnding(child.name));
  if (lost === undefined) return;
  const message = `"${lost.path}" is too deep: nothing below the folder "${type}" of a schema is read`;
  walk.report({ severity: "warning", code: "ST1012", message, at: startOf(lost.path) });
}
