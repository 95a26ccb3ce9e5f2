import { lex, type Token } from "@snowtower/sql";

/** Words with which a statement that only reads can begin; ALTER only as ALTER SESSION. */
const READING = new Set(["SHOW", "DESCRIBE", "DESC", "SELECT", "USE"]);

/** System functions that change nothing. Others do: SYSTEM$ABORT_SESSION, SYSTEM$SEND_EMAIL (docs: functions-system). */
const READING_SYSTEM_FUNCTION = /^SYSTEM\$(?:SHOW|GET|LIST|ALLOWLIST|TYPEOF|PIPE_STATUS|STREAM_HAS_DATA|CLUSTERING|ESTIMATE|EXPLAIN|BOOTSTRAP_DATA_REQUEST)/;

/** Why this SQL is more than one statement that only reads; `null` if it is not (RA 6). */
export function whyNotReading(source: string): string | null {
  const { tokens, error } = lex(source);
  if (error !== null) return `it cannot be read as SQL: ${error.message}`;
  const statement = withoutEnd(tokens);
  if (statement.some((token) => isSymbol(token, ";"))) return "it holds more than one statement";
  for (const piece of pieces(statement)) {
    const why = whyPieceIsNot(piece);
    if (why !== null) return why;
  }
  return null;
}

function withoutEnd(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  for (let last = tokens[end - 1]; last !== undefined && (last.kind === "end" || isSymbol(last, ";")); last = tokens[end - 1]) end--;
  return tokens.slice(0, end);
}

/** What `->>` chains are statements of their own, and any of them can change something (docs: operators-flow). */
function pieces(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (isSymbol(token, "->>")) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

function whyPieceIsNot(tokens: readonly Token[]): string | null {
  const [first, second] = tokens;
  if (first === undefined) return "it is empty";
  if (first.kind !== "word") return `it begins with ${first.text.slice(0, 20)}`;
  if (first.value === "ALTER" && second?.kind === "word" && second.value === "SESSION") return null;
  if (!READING.has(first.value)) return `it begins with ${first.value}`;
  return first.value === "SELECT" ? whyQueryIsNot(tokens) : null;
}

/** A query changes something through what it calls: system functions, stored procedures in TABLE(...), sequences. */
function whyQueryIsNot(tokens: readonly Token[]): string | null {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== "word" && token.kind !== "quoted") continue;
    const name = token.value.toUpperCase();
    if (name.startsWith("SYSTEM$") && !READING_SYSTEM_FUNCTION.test(name)) return `it calls ${name}`;
    if (name === "NEXTVAL") return "it takes a number from a sequence";
    if (name === "TABLE" && isSymbol(tokens[i + 1], "(") && !isReadingTableFunction(tokens.slice(i + 2, i + 9))) return "it may call a procedure in TABLE(...)";
  }
  return null;
}

const READING_TABLE_FUNCTION = new Set(["RESULT_SCAN", "FLATTEN", "GENERATOR", "SPLIT_TO_TABLE", "INFER_SCHEMA"]);

function isReadingTableFunction(tokens: readonly Token[]): boolean {
  const open = tokens.findIndex((token) => isSymbol(token, "("));
  const name = (open < 0 ? tokens : tokens.slice(0, open)).filter((token) => token.kind === "word" || token.kind === "quoted").map((token) => token.value);
  if (name.length === 1 && READING_TABLE_FUNCTION.has(name[0] ?? "")) return true;
  return name.length > 1 && name.at(-2) === "INFORMATION_SCHEMA";
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === "symbol" && token.text === text;
}
