import { lex } from "@snowtower/sql";

interface IdentityDefault {
  readonly start: number;
  readonly increment: number;
  /** Absent: as the account's parameter NOORDER_SEQUENCE_AS_DEFAULT says. */
  readonly order?: "ORDER" | "NOORDER";
}

/** `AUTOINCREMENT`, `IDENTITY(1, 1)`, `IDENTITY START 1 INCREMENT 1 NOORDER`; `null` if it is something else. (docs: sql-reference/sql/create-table) */
export function readIdentity(source: string): IdentityDefault | null {
  const words = lex(source)
    .tokens.slice(0, -1)
    .map((token) => token.value)
    .join(" ")
    .replace(/- /g, "-");
  const match = /^(?:IDENTITY|AUTOINCREMENT)(?: \( (-?\d+) , (-?\d+) \)| START (-?\d+) INCREMENT (-?\d+))?(?: (ORDER|NOORDER))?$/.exec(words);
  if (match === null) return null;
  const order = match[5] as "ORDER" | "NOORDER" | undefined;
  return { start: Number(match[1] ?? match[3] ?? 1), increment: Number(match[2] ?? match[4] ?? 1), ...(order === undefined ? {} : { order }) };
}

/** Two defaults are identities that number alike; an order that is not said fits any. */
export function sameIdentity(a: string | undefined, b: string | undefined): boolean {
  const [x, y] = [readIdentity(a ?? ""), readIdentity(b ?? "")];
  if (x === null || y === null) return false;
  return x.start === y.start && x.increment === y.increment && (x.order === undefined || y.order === undefined || x.order === y.order);
}

/** As SHOW COLUMNS prints it. */
export function formatIdentity({ start, increment, order }: IdentityDefault): string {
  return `IDENTITY START ${start} INCREMENT ${increment}${order === undefined ? "" : ` ${order}`}`;
}
