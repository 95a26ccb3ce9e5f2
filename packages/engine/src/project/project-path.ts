// Paths of a project: relative to its folder, with `/` between the parts; the folder itself is the empty path.

export function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Where `written`, found in a file of `folder`, points to; `null` if it is absolute or climbs out of the project. */
export function resolvePath(folder: string, written: string): string | null {
  if (/^([/\\~]|[A-Za-z]:)/.test(written)) return null;
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of written.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}
