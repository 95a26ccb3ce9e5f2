/** A txtar file: text files in one text file. What stands before the first `-- name --` line is the comment; here, the script. */
export interface Txtar {
  readonly comment: string;
  readonly files: readonly TxtarFile[];
}

export interface TxtarFile {
  readonly name: string;
  readonly text: string;
  /** The line of its marker, from 1. */
  readonly line: number;
}

const MARKER = /^-- (\S(?:.*\S)?) --$/;

/** Throws for a name that stands twice or leads out of the folder: a test must not write elsewhere. */
export function parseTxtar(source: string): Txtar {
  const comment: string[] = [];
  const files: { readonly name: string; readonly lines: string[]; readonly line: number }[] = [];
  const lines = source.split("\n");
  if (lines.at(-1) === "") lines.pop();
  lines.forEach((line, i) => {
    const name = MARKER.exec(line)?.[1];
    if (name === undefined) (files.at(-1)?.lines ?? comment).push(line);
    else {
      refuseName(name, i + 1, files);
      files.push({ name, lines: [], line: i + 1 });
    }
  });
  return { comment: joined(comment), files: files.map((file) => ({ name: file.name, text: joined(file.lines), line: file.line })) };
}

/** The file's text. Throws for a section that txtar cannot hold: one with a marker line of its own. */
export function formatTxtar(archive: Txtar): string {
  const sections = archive.files.map(({ name, text }) => {
    if (text.split("\n").some((line) => MARKER.test(line))) throw new Error(`${name} holds a line like "-- name --", which txtar cannot hold`);
    return `-- ${name} --\n${text}${text === "" || text.endsWith("\n") ? "" : "\n"}`;
  });
  return archive.comment + sections.join("");
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function refuseName(name: string, line: number, files: readonly { readonly name: string }[]): void {
  if (files.some((file) => file.name === name)) throw new Error(`line ${line}: ${name} stands twice`);
  if (name.startsWith("/") || name.includes("\\") || name.split("/").some((part) => part === ".." || part === "")) {
    throw new Error(`line ${line}: ${name} leads out of the script's folder`);
  }
}
