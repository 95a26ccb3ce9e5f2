// Sizes and names of files, and the words that exported names must not carry.
import { finding } from "./finding.mjs";

const MAX_LINES = 400;
const FORBIDDEN = /(?:^|\/)(?:utils?|helpers?|commons?|misc|shared)(?:\.|\/|$)/;
const NAME = /(?:[a-z](?:Manager|Helpers?|Utils?)$)|^(?:Abstract|Base)[A-Z]/;

export function checkFiles(workspace) {
  return workspace.files.flatMap((file) => [
    ...(file.lines > MAX_LINES ? [finding("files", file.path, MAX_LINES + 1, `${file.lines} lines; the limit is ${MAX_LINES}`)] : []),
    ...(FORBIDDEN.test(file.path) ? [finding("files", file.path, 0, "name the domain, not the habit: no utils, helpers, common, misc, shared")] : []),
    ...file.exports
      .filter(({ name }) => NAME.test(name))
      .map(({ name, line }) => finding("files", file.path, line, `${name}: no Manager, Helper, Utils, Base, Abstract`)),
  ]);
}
