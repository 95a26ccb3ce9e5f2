import type { Diagnostic, Position } from "@snowtower/kinds";

/** A file over this size is refused before it is read. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** What is `outside` is behind a link that leaves the project; `other` is a pipe, a socket, a device or a link to nothing. */
export type FileKind = "file" | "folder" | "outside file" | "outside folder" | "other";

export interface FileEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** Why a file could not be read. */
export type Unread =
  | { readonly kind: "missing" }
  | { readonly kind: "outside" }
  | { readonly kind: "not a file" }
  | { readonly kind: "too large"; readonly bytes: number; readonly limit: number }
  | { readonly kind: "not text" }
  | { readonly kind: "refused"; readonly why: string };

export type FileText = { readonly kind: "text"; readonly text: string } | Unread;

/** A folder of the user's files. Paths are those of project-path.ts; nothing outside the folder can be reached through it. */
export interface ProjectFiles {
  /** What is in a folder, in the order of code units; `Unread` if it cannot be listed. */
  list(folder: string): readonly FileEntry[] | Unread;
  /** A file as text: UTF-8, without a byte order mark, every line end a `\n`. */
  read(path: string): FileText;
}

export function isListed(listed: readonly FileEntry[] | Unread): listed is readonly FileEntry[] {
  return Array.isArray(listed);
}

/** The text of a file's bytes as `ProjectFiles.read` promises it; `null` if they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  return (
    decodeUtf8(bytes)
      ?.replace(/^\ufeff/, "")
      .replace(/\r\n?/g, "\n") ?? null
  );
}

/** Every character as it is; `null` if the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What is wrong with a file that could not be read, told at the place that needs it. */
export function unreadDiagnostic(unread: Unread, path: string, at: Position): Diagnostic {
  const shown = JSON.stringify(path === "" ? "." : path);
  const error = { severity: "error", at } as const;
  switch (unread.kind) {
    case "missing":
      return { ...error, code: "ST1002", message: `${shown} does not exist` };
    case "outside":
      return { ...error, code: "ST1006", message: `${shown} is a link that leaves the project`, hint: "put a copy into the project instead" };
    case "not a file":
      return { ...error, code: "ST1013", message: `${shown} is not a regular file` };
    case "too large":
      return { ...error, code: "ST1004", message: `${shown} has ${megabytes(unread.bytes)}; a file may have ${megabytes(unread.limit)}` };
    case "not text":
      return { ...error, code: "ST1003", message: `${shown} is not UTF-8 text` };
    case "refused":
      return { ...error, code: "ST1002", message: `${shown} cannot be read: ${unread.why}` };
  }
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes} bytes` : `${Math.round((bytes / (1024 * 1024)) * 10) / 10} MB`;
}
