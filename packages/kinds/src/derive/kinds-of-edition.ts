import type { AccountFacts } from "@snowtower/sql";
import { catalogue } from "../catalogue.ts";
import type { Kind } from "../kind.ts";
import { hasEdition } from "./diff.ts";

/** The kinds that an account of this edition can have objects of; nobody asks it about the others. */
export function kindsOfEdition(facts: AccountFacts): readonly Kind[] {
  return catalogue.filter(({ edition }) => hasEdition(facts, edition));
}
