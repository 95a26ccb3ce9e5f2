import { lex, type Statement } from "@snowtower/sql";

/** Words after ALTER <type> <name> that only set a property. */
const SETTING = new Set(["SET", "UNSET"]);
/** What SET can take that is no plain property: it fails when repeated, or moves more than itself. */
const NOT_PLAIN = new Set(["MASKING", "ROW", "AGGREGATION", "PROJECTION", "TAG", "PASSWORD", "SESSION", "AUTHENTICATION", "DATA_RETENTION_TIME_IN_DAYS"]);

/**
 * True for a statement that may share a request with others (RA 12): repeating it does nothing more, and it loses nothing.
 * That is GRANT and REVOKE, but not of ownership; COMMENT; and ALTER ... SET of plain properties. Never one with a secret.
 */
export function isGrantLike(statement: Statement): boolean {
  if (statement.secrets.length > 0) return false;
  const { tokens, error } = lex(statement.text);
  if (error !== null) return false;
  const [first, second] = tokens;
  if (first?.kind !== "word") return false;
  if (first.value === "GRANT" || first.value === "REVOKE") return !(second?.kind === "word" && second.value === "OWNERSHIP");
  if (first.value === "COMMENT") return true;
  if (first.value !== "ALTER") return false;
  const at = tokens.findIndex((token) => token.kind === "word" && SETTING.has(token.value));
  const name = tokens.findIndex((token) => token.kind === "quoted");
  const set = tokens[at + 1];
  return at > name && name > 0 && isNameOnly(tokens.slice(name, at)) && set?.kind === "word" && !NOT_PLAIN.has(set.value);
}

/** `"DB"."SC"."T"` and nothing else: an action on a column or a constraint stands between the name and SET. */
function isNameOnly(tokens: ReturnType<typeof lex>["tokens"]): boolean {
  return tokens.every((token, i) => (i % 2 === 0 ? token.kind === "quoted" : token.text === "."));
}
