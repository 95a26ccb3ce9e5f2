import { homePath } from "./home-path.ts";

/** What reading a file gave; `failed` is the system's word for why not (`ENOENT`). */
export type FileRead = { readonly text: string; readonly mode?: number } | { readonly failed: string };

/** How the pure part of the resolver gets at the few files a connection names. */
export interface FileReader {
  readonly home: string;
  readonly read: (path: string) => FileRead;
}

/** Reads a file a setting names: `~` is the home folder. */
export function readNamed(files: FileReader, path: string): FileRead & { readonly path: string } {
  const full = homePath(path, files.home);
  return { ...files.read(full), path: full };
}

/** A word about a file with secrets that others can read or change; `null` if only its owner can. */
export function exposure(path: string, mode: number | undefined): string | null {
  if (mode === undefined || (mode & 0o077) === 0) return null;
  const who = (mode & 0o022) === 0 ? "read" : "changed";
  return `${path} can be ${who} by others (mode ${(mode & 0o777).toString(8).padStart(4, "0")}); run: chmod 0600 ${path}`;
}
