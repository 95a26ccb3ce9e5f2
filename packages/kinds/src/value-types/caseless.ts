/** A regular expression, as a JSON Schema has it, for these words in any case. */
export function caseless(words: readonly string[]): string {
  return `^(?:${words.map(oneWord).join("|")})$`;
}

function oneWord(word: string): string {
  return [...word]
    .map((c) => (c.toLowerCase() === c.toUpperCase() ? c.replace(/[^A-Za-z0-9_ -]/g, "\\$&") : `[${c.toUpperCase()}${c.toLowerCase()}]`))
    .join("");
}
