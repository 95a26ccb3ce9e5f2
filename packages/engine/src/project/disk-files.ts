import { closeSync, constants, type Dirent, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { decodeText, type FileEntry, type FileKind, type FileText, MAX_FILE_BYTES, type ProjectFiles, type Unread } from "./project-files.ts";

/** A project in a folder of this machine. Links are followed as long as they stay in the folder. */
export function diskFiles(root: string, limits: { readonly fileBytes?: number } = {}): ProjectFiles {
  const limit = limits.fileBytes ?? MAX_FILE_BYTES;
  let real: string | undefined;
  const top = (): string => {
    real ??= realpathSync.native(root);
    return real;
  };
  return {
    list(folder): readonly FileEntry[] | Unread {
      return orUnread(() => listFolder(top(), folder));
    },
    read(path): FileText {
      return orUnread(() => readText(top(), path, limit));
    },
  };
}

function listFolder(top: string, folder: string): readonly FileEntry[] | Unread {
  const full = realpathSync.native(join(top, folder));
  if (!isInside(top, full)) return { kind: "outside" };
  const entries = readdirSync(full, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(top, full, entry) }));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(top: string, folder: string, entry: Dirent): FileKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return "other";
  try {
    const target = realpathSync.native(join(folder, entry.name));
    const found = statSync(target);
    if (!isInside(top, target)) return found.isDirectory() ? "outside folder" : "outside file";
    return found.isFile() ? "file" : found.isDirectory() ? "folder" : "other";
  } catch {
    return "other";
  }
}

/** The file is looked at before it is opened, since opening a pipe waits for its writer; its size is asked of what was opened. */
function readText(top: string, path: string, limit: number): FileText {
  const full = realpathSync.native(join(top, path));
  if (!isInside(top, full)) return { kind: "outside" };
  if (!statSync(full).isFile()) return { kind: "not a file" };
  const file = openSync(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = fstatSync(file);
    if (size > limit) return { kind: "too large", bytes: size, limit };
    const bytes = readUpTo(file, Math.min(size, limit) + 1, limit);
    if (bytes.length > limit) return { kind: "too large", bytes: bytes.length, limit };
    const text = decodeText(bytes);
    return text === null ? { kind: "not text" } : { kind: "text", text };
  } finally {
    closeSync(file);
  }
}

/** Reads on while the file has more than its size said (files of /proc, a file that grows), but not past the limit. */
function readUpTo(file: number, expected: number, limit: number): Uint8Array {
  let buffer = Buffer.allocUnsafe(expected);
  let length = 0;
  for (;;) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    length += count;
    if (count === 0 || length > limit) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
}

function isInside(top: string, full: string): boolean {
  return full === top || full.startsWith(top.endsWith(sep) ? top : top + sep);
}

function orUnread<T>(attempt: () => T): T | Unread {
  try {
    return attempt();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing" };
    return { kind: "refused", why: REASONS[code] ?? code };
  }
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "a link that points to itself",
  ENAMETOOLONG: "the path is too long",
  EMFILE: "too many open files",
};
