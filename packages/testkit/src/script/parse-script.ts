/** One line of a script. */
export interface Command {
  readonly verb: string;
  /** Words, with quotes taken off. */
  readonly args: readonly string[];
  /** What stands after the verb, as written: for verbs that take SQL. */
  readonly rest: string;
  readonly line: number;
}

interface Script {
  /** The header's first sentence: the behaviour that the file shows. */
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Throws when the header is missing, a quote is open, or there is no command: such a script would show nothing. */
export function parseScript(comment: string): Script {
  const lines = comment.split("\n");
  const header = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("#")),
  );
  const title = header
    .map((line) => line.replace(/^#\s*/, "").trim())
    .join(" ")
    .trim();
  if (title === "") throw new Error("line 1: a script starts with a comment that says which behaviour it shows");
  const commands = lines.flatMap((line, i) => (/^\s*(?:#|$)/.test(line) ? [] : [parseCommand(line.trim(), i + 1)]));
  if (commands.length === 0) throw new Error("the script has no command");
  return { title: title.replace(/^(.*?[.:;])(?:\s.*)$/, "$1").replace(/[.:;]$/, ""), commands };
}

function parseCommand(text: string, line: number): Command {
  const [, verb = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  return { verb, rest, args: words(rest, line), line };
}

// Words between blanks. '...' is taken as it is; in "..." a backslash keeps the next character, \n is a line's end.
function words(text: string, line: number): readonly string[] {
  const found: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c === "'" || c === '"') {
      const quoted = readQuoted(text, i, line);
      word = (word ?? "") + quoted.value;
      i = quoted.end;
    } else if (/\s/.test(c)) {
      if (word !== null) found.push(word);
      word = null;
    } else word = (word ?? "") + c;
  }
  return word === null ? found : [...found, word];
}

function readQuoted(text: string, open: number, line: number): { readonly value: string; readonly end: number } {
  const quote = text[open];
  let value = "";
  for (let i = open + 1; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c === quote) return { value, end: i };
    if (quote === '"' && c === "\\") {
      i++;
      value += text[i] === "n" ? "\n" : (text[i] ?? "");
    } else value += c;
  }
  throw new Error(`line ${line}: a quote is not closed`);
}
