/** A secret and what is shown in its place. */
export interface Revealed {
  readonly value: string;
  readonly shown: string;
}

/** A piece of a secret of this length already gives it away. */
const TELLING = 6;

/**
 * The text with every secret replaced, also where only a part of it is repeated, in another case, or escaped:
 * a server's message may quote the statement it could not read, cut off anywhere.
 */
export function scrubSecrets(text: string, secrets: readonly Revealed[]): string {
  return secrets.reduce((scrubbed, secret) => spellings(secret.value).reduce((t, value) => scrubOne(t, value, secret.shown), scrubbed), text);
}

function spellings(value: string): readonly string[] {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("'", "''");
  const forms = new Set([value, escaped, JSON.stringify(value).slice(1, -1)]);
  return [...forms].filter((form) => form !== "").sort((a, b) => b.length - a.length);
}

function scrubOne(text: string, value: string, shown: string): string {
  if (text.toLowerCase().length !== text.length) return text.replaceAll(value, () => shown);
  const length = Math.min(TELLING, value.length);
  const pieces = new Set<string>();
  const wanted = value.toLowerCase();
  for (let i = 0; i + length <= wanted.length; i++) pieces.add(wanted.slice(i, i + length));
  const haystack = text.toLowerCase();
  let result = "";
  let copied = 0;
  let end = -1;
  let start = -1;
  for (let i = 0; i + length <= haystack.length; i++) {
    if (!pieces.has(haystack.slice(i, i + length))) continue;
    if (i > end) {
      if (start >= 0) result += text.slice(copied, start) + shown;
      if (start >= 0) copied = end;
      start = i;
    }
    end = i + length;
  }
  return start < 0 ? text : `${result}${text.slice(copied, start)}${shown}${text.slice(end)}`;
}
