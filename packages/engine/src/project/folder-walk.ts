import type { Diagnostic, Report } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";
import type { KnownNames } from "./known-names.ts";
import type { DatabaseFolder, ProjectFile, SchemaFolder } from "./place.ts";
import { type FileEntry, isListed, type ProjectFiles, unreadDiagnostic } from "./project-files.ts";
import { joinPath } from "./project-path.ts";
import { hasYamlEnding, stemOf, wrongEnding } from "./scan-names.ts";

/** One walk through a project's folder, and what it has found so far. */
export interface FolderWalk {
  readonly files: ProjectFiles;
  readonly known: KnownNames;
  readonly maxFiles: number;
  readonly found: ProjectFile[];
  readonly databases: DatabaseFolder[];
  readonly schemas: SchemaFolder[];
  readonly report: Report;
  /** The limit is reached: nothing more is listed. */
  full: boolean;
}

export interface WalkEntry extends FileEntry {
  readonly path: string;
}

/** What is in a folder, without what starts with a dot. */
export function entriesOf(walk: FolderWalk, folder: string): readonly WalkEntry[] {
  if (walk.full) return [];
  const listed = walk.files.list(folder);
  if (!isListed(listed)) {
    walk.report(unreadDiagnostic(listed, folder, startOf(folder)));
    return [];
  }
  return listed.filter(({ name }) => !name.startsWith(".")).map(({ name, kind }) => ({ name, kind, path: joinPath(folder, name) }));
}

/** True for a file that is to be read; reports what only looks like one. */
export function isYamlFile(walk: FolderWalk, entry: WalkEntry): boolean {
  if (entry.kind === "outside folder") refuseLink(walk, entry);
  else if (wrongEnding(entry.name)) {
    walk.report({ severity: "warning", code: "ST1012", message: `"${entry.name}" is not read: the ending has to be .yaml or .yml`, at: startOf(entry.path) });
  } else if (hasYamlEnding(entry.name)) {
    if (entry.kind === "file") return true;
    if (entry.kind === "outside file") refuseLink(walk, entry);
    else walk.report(unreadDiagnostic({ kind: "not a file" }, entry.path, startOf(entry.path)));
  }
  return false;
}

function refuseLink(walk: FolderWalk, entry: WalkEntry): void {
  walk.report(unreadDiagnostic({ kind: "outside" }, entry.path, startOf(entry.path)));
}

export function addFile(walk: FolderWalk, file: ProjectFile): void {
  if (walk.full) return;
  if (walk.found.length < walk.maxFiles) {
    walk.found.push(file);
    return;
  }
  walk.full = true;
  walk.report({
    severity: "error",
    code: "ST1005",
    message: `the project has more than ${walk.maxFiles} files; the rest was not looked at`,
    at: startOf(file.path),
  });
}

export function reportUnknown(
  walk: FolderWalk,
  entry: WalkEntry,
  what: { readonly code: "ST1008" | "ST1009"; readonly message: string; readonly known: readonly string[] },
): void {
  const near = closest(stemOf(entry.name), what.known);
  const ending = entry.name.slice(stemOf(entry.name).length);
  const hint = near === null ? {} : { hint: `did you mean "${near}${ending}"?` };
  walk.report({ severity: "warning", code: what.code, message: what.message, at: startOf(entry.path), ...hint });
}

export function startOf(file: string): Diagnostic["at"] {
  return { file, line: 1, column: 1 };
}
