import { type AnyObject, kindNamed, known, sameValue } from "@snowtower/kinds";
import type { ObjectEntry } from "./object-entry.ts";
import { SECRET, valueWords } from "./value-words.ts";

type Parts = ObjectEntry["parts"];

/** An object that stands still while others change: what begins its rest and what ends it, as it was before. */
export interface Rest {
  readonly enter: Parts[number];
  readonly leave: Parts[number];
  /** `state is suspended meanwhile, and started again after`. */
  readonly words: string;
}

export function restOf(parts: Parts): Rest | null {
  for (const enter of parts) {
    const leave = parts.slice(parts.indexOf(enter) + 1).find((other) => isWayBack(enter.change, other.change));
    if (leave === undefined) continue;
    const words = enter.change.fields.map((field) => {
      const [from, to] = [enter.change.from, enter.change.to].map((object) => (isSecret(object, field) ? SECRET : valueWords(object?.fields[field])));
      return `${field.replaceAll("_", " ")} is ${to} meanwhile, and ${from} again after`;
    });
    return { enter, leave, words: words.join("; ") };
  }
  return null;
}

interface Ends {
  readonly how: string;
  readonly from: AnyObject | null;
  readonly to: AnyObject | null;
  readonly fields: readonly string[];
}

function isWayBack(there: Ends, back: Ends): boolean {
  if (there.how !== "alter" || back.how !== "alter" || there.fields.length === 0 || there.fields.join() !== back.fields.join()) return false;
  return there.fields.every(
    (field) =>
      sameValue(known(there.from?.fields[field]), known(back.to?.fields[field])) && sameValue(known(there.to?.fields[field]), known(back.from?.fields[field])),
  );
}

function isSecret(object: AnyObject | null, field: string): boolean {
  return object !== null && kindNamed(object.kind).fields[field]?.secret === true;
}
