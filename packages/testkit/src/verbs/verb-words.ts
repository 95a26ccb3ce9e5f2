import { ScriptFailure } from "../script/script-failure.ts";

/** The words behind a verb: `plan a brief as READER` has the place `a`, the flag `brief` and the option `as`. */
export interface VerbWords {
  readonly places: readonly string[];
  has(flag: string): boolean;
  get(option: string): string | undefined;
}

/** Throws for a word too many, so that a misspelt option is no silent place. */
export function verbWords(
  args: readonly string[],
  known: { readonly places: number; readonly flags?: readonly string[]; readonly options?: readonly string[] },
): VerbWords {
  const places = args.slice(0, known.places);
  if (places.length < known.places) throw new ScriptFailure(`takes ${known.places} words`);
  const flags = new Set<string>();
  const options = new Map<string, string>();
  const rest = args.slice(known.places);
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? "";
    const value = rest[i + 1];
    if (known.flags?.includes(word) === true) flags.add(word);
    else if (known.options?.includes(word) === true && value !== undefined) {
      options.set(word, value);
      i++;
    } else throw new ScriptFailure(`does not take ${word}`);
  }
  return { places, has: (flag) => flags.has(flag), get: (option) => options.get(option) };
}
