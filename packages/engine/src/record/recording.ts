import { FormatError } from "../errors.ts";

/** How an account answered, without anything that is its own: its names are hashed, its texts and times are shapes. */
export interface Recording {
  readonly header: RecordingHeader;
  readonly answers: readonly Answer[];
}

export interface RecordingHeader {
  /** `CURRENT_VERSION()`: the release. */
  readonly release: string | null;
  readonly edition: string;
  readonly region: string;
  /** Active behaviour-change bundles. */
  readonly bundles: readonly string[] | null;
  /** A system role, or a hashed one. */
  readonly role: string;
}

export interface Answer {
  /** The statement, with hashed names. */
  readonly ask: string;
  readonly describeOnly?: true;
  readonly columns?: readonly RecordedColumn[];
  /** A few rows, redacted; absent where none are kept. */
  readonly rows?: readonly (readonly (string | null)[])[];
  /** How many rows there were. */
  readonly count?: number;
  readonly refused?: Refusal;
}

export interface RecordedColumn {
  readonly name: string;
  readonly type: string;
}

interface Refusal {
  readonly code: string | null;
  readonly sqlState: string | null;
  readonly message: string;
}

const FORMAT = "snowtower-recording";
const VERSION = 1;
/** A recording is some hundred kilobytes; what is far larger is none. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** JSON Lines: the header, then an answer a line. */
export function writeRecording({ header, answers }: Recording): string {
  return [{ format: FORMAT, version: VERSION, ...header }, ...answers].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Throws `FormatError`, with the line, for what is no recording of a version known here. */
export function readRecording(text: string): Recording {
  if (text.length > MOST_CHARACTERS) throw new FormatError("ST2055", "the recording is too large to be one");
  const [first = "", ...lines] = text.split("\n").filter((line) => line.trim() !== "");
  const { format, version, ...header } = parsed(first, 1);
  if (format !== FORMAT) throw new FormatError("ST2055", "this is not a recording of SnowTower", 1);
  if (version !== VERSION) throw new FormatError("ST2056", `the recording has format version ${String(version)}, this SnowTower reads version ${VERSION}`, 1);
  return { header: headerOf(header), answers: lines.map((line, i) => answerOf(parsed(line, i + 2), i + 2)) };
}

type Json = Readonly<Record<string, unknown>>;

function parsed(line: string, at: number): Json {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // told below
  }
  throw new FormatError("ST2055", "the recording is damaged: no JSON object", at);
}

function headerOf({ release, edition, region, bundles, role }: Json): RecordingHeader {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  return {
    release: typeof release === "string" ? release : null,
    edition: text(edition),
    region: text(region),
    bundles: isTexts(bundles) ? bundles : null,
    role: text(role),
  };
}

function answerOf(line: Json, at: number): Answer {
  const { ask, describeOnly, columns, rows, count, refused } = line;
  if (typeof ask !== "string") throw new FormatError("ST2055", "the recording is damaged: it does not say what was asked", at);
  const isAnswer = isList(columns, isColumn) || isRefusal(refused);
  if (!isAnswer || (rows !== undefined && !isList(rows, isCells))) throw new FormatError("ST2055", "the recording is damaged: no answer", at);
  return {
    ask,
    ...(describeOnly === true ? { describeOnly } : {}),
    ...(isList(columns, isColumn) ? { columns } : {}),
    ...(isList(rows, isCells) ? { rows } : {}),
    ...(typeof count === "number" ? { count } : {}),
    ...(isRefusal(refused) ? { refused } : {}),
  };
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isTexts(value: unknown): value is readonly string[] {
  return isList(value, (each): each is string => typeof each === "string");
}

function isCells(value: unknown): value is readonly (string | null)[] {
  return isList(value, (cell): cell is string | null => cell === null || typeof cell === "string");
}

function isColumn(value: unknown): value is RecordedColumn {
  const { name, type } = (value ?? {}) as Json;
  return typeof name === "string" && typeof type === "string";
}

function isRefusal(value: unknown): value is Refusal {
  const { code, sqlState, message } = (value ?? {}) as Json;
  return typeof message === "string" && [code, sqlState].every((each) => each === null || typeof each === "string");
}
