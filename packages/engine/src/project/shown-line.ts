// A line of a user's file as it may be shown: without secrets, and without characters that a terminal would obey.

const SECRET_KEY = /pass(?:word|phrase|code)|secret|token|private_?key|master_?key|credential|sas_?token/i;
const HIDDEN = "***";

/** The line, with what may be a secret replaced; `null` if the whole line may be one: it belongs to a text that started further up. */
export function shownLine(lines: readonly string[], index: number): string | null {
  const line = lines[index] ?? "";
  if (belongsToSecret(lines, index)) return null;
  return printable(hideValue(line));
}

/** Control characters as visible ones; a tab stays. */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\t]/gu, "\ufffd");
}

/** Everything behind a secret's tag or key: where its value ends is not always known in a line that is wrong. */
function hideValue(line: string): string {
  const tag = /!(?:encrypt|decrypt)\s+/.exec(line);
  const key = new RegExp(`[\\w-]*(?:${SECRET_KEY.source})[\\w-]*["']?\\s*:\\s+(?=[^\\s|>])`, "i").exec(line);
  const ends = [tag, key].flatMap((match) => (match === null ? [] : [match.index + match[0].length]));
  const end = Math.min(...ends);
  return end < line.length ? line.slice(0, end) + HIDDEN : line;
}

/** Looks up through the lines that are indented less, as long as there are any. */
function belongsToSecret(lines: readonly string[], index: number): boolean {
  const isEntry = /^\s*["']?[\w$.-]+["']?\s*:/.test(lines[index] ?? "");
  let indent = indentOf(lines[index] ?? "");
  for (let i = index - 1; i >= 0 && indent > 0; i--) {
    const line = lines[i] ?? "";
    if (line.trim() === "" || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    const [, key = "", rest = ""] = /^[\s-]*["']?([^:"']*)["']?\s*:(.*)$/.exec(line) ?? [];
    if (/!(?:encrypt|decrypt)\b/.test(rest) || (SECRET_KEY.test(key) && (rest.trim() !== "" || !isEntry))) return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
