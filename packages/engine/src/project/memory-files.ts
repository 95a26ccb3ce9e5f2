import { decodeText, type FileEntry, type FileText, MAX_FILE_BYTES, type ProjectFiles, type Unread } from "./project-files.ts";

/** A project that is held in memory: path -> text or bytes. Its folders are those of its paths. */
export function memoryFiles(files: { readonly [path: string]: string | Uint8Array }, limits: { readonly fileBytes?: number } = {}): ProjectFiles {
  const limit = limits.fileBytes ?? MAX_FILE_BYTES;
  const contents = new Map(Object.entries(files));
  const folders = new Map<string, Map<string, FileEntry>>([["", new Map()]]);
  for (const path of contents.keys()) addToFolders(folders, path);
  return {
    list(folder): readonly FileEntry[] | Unread {
      const entries = folders.get(folder);
      if (entries === undefined) return { kind: "missing" };
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    read(path): FileText {
      const content = contents.get(path);
      if (content === undefined) return folders.has(path) ? { kind: "not a file" } : { kind: "missing" };
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      if (bytes.length > limit) return { kind: "too large", bytes: bytes.length, limit };
      const text = decodeText(bytes);
      return text === null ? { kind: "not text" } : { kind: "text", text };
    },
  };
}

/** A path that ends in `/` is an empty folder. */
function addToFolders(folders: Map<string, Map<string, FileEntry>>, path: string): void {
  const parts = path.split("/");
  for (const [depth, name] of parts.entries()) {
    const folder = parts.slice(0, depth).join("/");
    const entries = folders.get(folder) ?? new Map<string, FileEntry>();
    folders.set(folder, entries);
    if (name !== "") entries.set(name, { name, kind: depth === parts.length - 1 ? "file" : "folder" });
  }
}
