/** One example of a page of Snowflake's documentation, as statements and what they answer. */
export interface Example {
  readonly title: string;
  readonly line: number;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: "edition"; readonly value: string; readonly line: number }
  | { readonly kind: "user"; readonly value: string; readonly line: number }
  | { readonly kind: "as"; readonly role: string; readonly secondary: boolean; readonly line: number }
  | { readonly kind: "setup"; readonly text: string; readonly line: number }
  /** `status`: `null` if any will do. */
  | { readonly kind: "ok"; readonly text: string; readonly status: string | null; readonly line: number }
  | { readonly kind: "error"; readonly text: string; readonly code: string | null; readonly words: string; readonly line: number }
  | {
      readonly kind: "query";
      readonly text: string;
      readonly columns: Columns;
      readonly sorted: boolean;
      readonly rows: readonly string[];
      readonly line: number;
    };

/** Which columns are compared: those named, all, or only the names of all. */
export type Columns = readonly string[] | "all" | "names";

interface Page {
  /** The page under `markdown/en/` of the documentation, without its ending. */
  readonly page: string;
  readonly examples: readonly Example[];
}

interface Line {
  readonly text: string;
  readonly at: number;
}

/** Throws, with the line, for what is no file of examples. */
export function parseExamples(text: string): Page {
  const lines = text.split("\n").map((line, i): Line => ({ text: line.trimEnd(), at: i + 1 }));
  const page = /^# ([a-z0-9/_-]+)$/.exec(lines[0]?.text ?? "")?.[1];
  if (page === undefined) throw new Error("line 1: a file of examples starts with the page: # sql-reference/sql/grant-privilege");
  const starts = lines.flatMap(({ text: line }, i) => (line.startsWith("== ") ? [i] : []));
  if (starts.length === 0) throw new Error("no example: one starts with == and its title");
  const stray = lines.slice(1, starts[0]).find(({ text: line }) => line !== "" && !line.startsWith("#"));
  if (stray !== undefined) throw new Error(`line ${stray.at}: stands before the first example`);
  return { page, examples: starts.map((start, i) => parseExample(lines.slice(start, starts[i + 1]))) };
}

function parseExample([head, ...body]: readonly Line[]): Example {
  if (head === undefined) throw new Error("no example");
  const steps = paragraphs(body).map(parseStep);
  if (!steps.some(({ kind }) => kind === "ok" || kind === "error" || kind === "query")) throw new Error(`line ${head.at}: the example asserts nothing`);
  return { title: head.text.slice(3).trim(), line: head.at, steps };
}

/** Lines between empty ones; a line with a single word of context is a paragraph by itself. */
function paragraphs(lines: readonly Line[]): readonly (readonly [Line, ...Line[]])[] {
  const found: [Line, ...Line[]][] = [];
  let open: [Line, ...Line[]] | null = null;
  for (const line of lines) {
    if (line.text === "" || (open === null && line.text.startsWith("#"))) open = null;
    else if (open !== null) open.push(line);
    else {
      found.push([line]);
      open = /^(?:edition|user|as) /.test(line.text) ? null : (found.at(-1) ?? null);
    }
  }
  return found;
}

function parseStep([head, ...body]: readonly [Line, ...Line[]]): Step {
  const line = head.at;
  const [word = "", ...rest] = head.text.split(/\s+/);
  const said = head.text.slice(word.length).trim();
  if (word === "edition" || word === "user") return { kind: word, value: said, line };
  if (word === "as") return { kind: "as", role: rest[0] ?? "", secondary: rest[1] === "secondary", line };
  const cut = body.findIndex(({ text }) => /^----\s*$/.test(text));
  const text = (cut === -1 ? body : body.slice(0, cut)).map((each) => each.text).join("\n");
  const expected = cut === -1 ? null : body.slice(cut + 1).map((each) => each.text);
  if (text.trim() === "") throw new Error(`line ${line}: there is no statement behind ${head.text}`);
  if (head.text === "setup" && expected === null) return { kind: "setup", text, line };
  if (head.text === "statement ok") return { kind: "ok", text, status: expected?.join("\n") ?? null, line };
  if (head.text.startsWith("statement error") && expected === null) {
    const [, code = null, words = ""] = /^statement error(?:\s+(\d{6}))?\s*(.*)$/.exec(head.text) ?? [];
    return { kind: "error", text, code, words, line };
  }
  if (word === "query" && expected !== null && said !== "") return parseQueryStep(said, { text, rows: expected, line });
  throw new Error(`line ${line}: not a step: ${head.text}`);
}

function parseQueryStep(said: string, of: { readonly text: string; readonly rows: readonly string[]; readonly line: number }): Step {
  const sorted = /\s+rowsort$/.test(said);
  const written = said.replace(/\s+rowsort$/, "");
  const columns = written === "*" ? "all" : written === "columns" ? "names" : written.split(/\s*,\s*/);
  return { kind: "query", columns, sorted, ...of };
}
