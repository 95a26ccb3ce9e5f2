import { type Desired, kindNamed, kindOfId } from "@snowtower/kinds";
import type { AccountFacts } from "@snowtower/sql";
import type { Note } from "../plan.ts";

/** What the account's edition cannot have is said, kind by kind: nobody is to believe that a policy protects something. */
export function leftOutNotes({ leftOut = [] }: Desired, facts: AccountFacts): readonly Note[] {
  const kinds = new Map<string, string[]>();
  for (const id of leftOut) kinds.set(kindOfId(id), [...(kinds.get(kindOfId(id)) ?? []), id.slice(kindOfId(id).length + 1)]);
  return [...kinds].map(([kind, names]): Note => {
    const { plural, edition } = kindNamed(kind);
    const message = `the ${plural.toLowerCase()} ${[...names].sort().join(", ")} are left out, and so is where they are set: they need the edition ${edition ?? ""}, and the account has ${facts.edition}`;
    return { severity: "warning", code: "ST2034", message, about: `${kind}:${names[0] ?? ""}` };
  });
}
