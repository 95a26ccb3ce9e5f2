import { FormatError } from "../errors.ts";
import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalEntry, type JournalHeader } from "./journal-entry.ts";

interface JournalContent {
  readonly header: JournalHeader;
  readonly entries: readonly JournalEntry[];
  /** True if the last line was torn by a crash, and left out. */
  readonly torn: boolean;
}

/** Reads a journal as a crash may have left it: a last line that is not whole is left out and told; a damaged line before it is an error. */
export function readJournal(text: string): JournalContent {
  const lines = text.split("\n");
  const whole = lines.slice(0, -1);
  const header = readHeader(whole[0]);
  const values = whole.slice(1).map(parse);
  // A crash of the machine can leave a line that has its end but not its content.
  const lastIsTorn = values.length > 0 && values.at(-1) === null;
  const entries = lastIsTorn ? values.slice(0, -1) : values;
  const damaged = entries.indexOf(null);
  if (damaged >= 0) throw new FormatError("ST4010", "the journal is damaged", damaged + 2);
  return { header, entries: entries as readonly JournalEntry[], torn: lastIsTorn || lines.at(-1) !== "" };
}

function readHeader(line: string | undefined): JournalHeader {
  const header = parse(line ?? "") as Partial<JournalHeader> | null;
  if (header?.format !== JOURNAL_FORMAT || typeof header.version !== "number") throw new FormatError("ST4010", "this is not a journal of SnowTower", 1);
  if (header.version > JOURNAL_VERSION)
    throw new FormatError("ST4011", `the journal has format version ${header.version}, this SnowTower reads up to ${JOURNAL_VERSION}`, 1);
  return header as JournalHeader;
}

function parse(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
