/** A secret and what is shown in its place. */
export interface Revealed {
  readonly value: string;
  readonly shown: string;
}

/** A piece of a secret of this length gives it away. */
const TELLING = 8;

const WITHHELD = "Snowflake's message is withheld: it repeats a part of a secret";

/** The text with every secret replaced, in whatever case, and escaped or not. */
export function scrubWhole(text: string, secrets: readonly Revealed[]): string {
  return secrets.reduce((scrubbed, { value, shown }) => spellings(value).reduce((t, spelling) => replaceAnyCase(t, spelling, shown), scrubbed), text);
}

/**
 * The same for a message that may quote a statement with secrets, cut off anywhere. What repeats a part of a secret is withheld altogether:
 * to replace just that part would point at it.
 */
export function scrubQuoting(text: string, secrets: readonly Revealed[]): string {
  const scrubbed = scrubWhole(text, secrets);
  const rest = secrets.reduce((left, { shown }) => left.replaceAll(shown, "\n"), scrubbed);
  return secrets.some(({ value }) => spellings(withoutArmour(value)).some((spelling) => sharesPiece(fold(rest), fold(spelling)))) ? WITHHELD : scrubbed;
}

function spellings(value: string): readonly string[] {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("'", "''");
  const forms = new Set([value, escaped, JSON.stringify(value).slice(1, -1)]);
  return [...forms].filter((form) => form !== "").sort((a, b) => b.length - a.length);
}

function replaceAnyCase(text: string, value: string, shown: string): string {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(literal, "giu"), () => shown);
}

/** Letter by letter, because lower case of a text depends on where it is cut: a sigma at the end of a word is another one. */
function fold(text: string): string {
  return Array.from(text, (letter) => letter.toLowerCase()).join("");
}

/** `-----BEGIN PRIVATE KEY-----` is no secret, and messages about keys have its words. */
function withoutArmour(value: string): string {
  return value.replace(/-----[A-Z ]+-----/g, "\n");
}

function sharesPiece(text: string, value: string): boolean {
  const pieces = new Set<string>();
  for (let i = 0; i + TELLING <= value.length; i++) pieces.add(value.slice(i, i + TELLING));
  for (let i = 0; i + TELLING <= text.length; i++) if (pieces.has(text.slice(i, i + TELLING))) return true;
  return false;
}
