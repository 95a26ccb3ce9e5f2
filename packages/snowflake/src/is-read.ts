import { lex } from "@snowtower/sql";

const READS = new Set(["SHOW", "DESC", "DESCRIBE", "SELECT", "WITH", "LIST", "LS", "EXPLAIN", "VALUES"]);
/** A SELECT can act: `SYSTEM$CANCEL_ALL_QUERIES`, a sequence's next value, an anonymous procedure behind WITH. */
const ACTS = /^(?:NEXTVAL|CALL|PROCEDURE|SYSTEM\$(?!BOOTSTRAP_DATA_REQUEST$|SHOW_|TYPEOF$|GET_).*)$/;

/** True only for a statement that may be sent twice without harm. */
export function isRead(text: string): boolean {
  const { tokens, error } = lex(text);
  if (error !== null) return false;
  const first = tokens.find((token) => token.text !== "(");
  if (first?.kind !== "word" || !READS.has(first.value)) return false;
  // `->>` chains statements; what follows may be anything.
  return !tokens.some((token) => (token.kind === "word" && ACTS.test(token.value)) || token.text === "->>" || token.text === ";");
}

/** True for a statement that changes its session, which then must not serve anybody else. */
export function changesSession(text: string): boolean {
  const words = lex(text)
    .tokens.slice(0, 2)
    .map((token) => token.value);
  return ["USE", "SET", "UNSET", "BEGIN", "START"].includes(words[0] ?? "") || (words[0] === "ALTER" && words[1] === "SESSION");
}
