/** `~/key.p8` under the home folder; any other path as it is. */
export function homePath(path: string, home: string): string {
  return path === "~" || path.startsWith("~/") || path.startsWith("~\\") ? `${home}${path.slice(1)}` : path;
}
