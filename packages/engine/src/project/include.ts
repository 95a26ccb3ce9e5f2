import type { Position, Report } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";
import { isListed, type ProjectFiles, unreadDiagnostic } from "./project-files.ts";
import { folderOf, joinPath, nameOfFile, resolvePath } from "./project-path.ts";
import type { TagReader } from "./yaml-tags.ts";

/**
 * Reads `!include path`: the text of another file, relative to the folder of the file that it stands in.
 * SnowDDL compares the unresolved path with that folder, so `../shared/x.sql` passes there and projects use it; here it has to stay in the project.
 */
export function includeReader(files: ProjectFiles, file: string, report: Report): TagReader {
  const folder = folderOf(file);
  return (written, at) => {
    const path = resolvePath(folder, written);
    if (path === null) {
      report({
        severity: "error",
        code: "ST1041",
        message: `${JSON.stringify(written)} is outside of the project`,
        at,
        hint: "the path is relative to this file's folder",
      });
      return null;
    }
    const read = files.read(path);
    if (read.kind === "text") return { text: read.text, secret: false };
    if (read.kind === "missing") reportMissing(files, { path, written, at }, report);
    else report(unreadDiagnostic(read, path, at));
    return null;
  };
}

function reportMissing(files: ProjectFiles, of: { readonly path: string; readonly written: string; readonly at: Position }, report: Report): void {
  const near = nearestFile(files, of.path);
  const hint = near === null ? { hint: "the path is relative to this file's folder" } : { hint: `did you mean "${relativeTo(of, near)}"?` };
  report({ severity: "error", code: "ST1040", message: `the included file ${JSON.stringify(of.written)} does not exist`, at: of.at, ...hint });
}

/** A file of the same folder whose name is near, else the same file in a folder whose name is near. */
function nearestFile(files: ProjectFiles, path: string): string | null {
  const folder = folderOf(path);
  const siblings = files.list(folder);
  if (isListed(siblings)) {
    const name = closest(
      nameOfFile(path),
      siblings.filter(({ kind }) => kind === "file").map(({ name }) => name),
    );
    return name === null ? null : joinPath(folder, name);
  }
  const beside = files.list(folderOf(folder));
  if (!isListed(beside)) return null;
  const renamed = closest(
    nameOfFile(folder),
    beside.filter(({ kind }) => kind === "folder").map(({ name }) => name),
  );
  if (renamed === null) return null;
  const moved = joinPath(joinPath(folderOf(folder), renamed), nameOfFile(path));
  return files.read(moved).kind === "text" ? moved : null;
}

/** The near path as the user would write it: what differs is in its last two parts. */
function relativeTo(of: { readonly path: string; readonly written: string }, near: string): string {
  const wanted = of.path.split("/");
  const found = near.split("/");
  const written = of.written.split("/");
  const same = wanted.findIndex((part, i) => part !== found[i]);
  const kept = written.slice(0, written.length - (wanted.length - same));
  return [...kept, ...found.slice(same)].join("/");
}
