import { type AnyObject, bodiesOf, type ObjectId } from "@snowtower/kinds";
import { displayedName, exactly, type Identifier, lex, type QualifiedName, type Token } from "@snowtower/sql";

/** Objects by their displayed name without argument types: an overloaded name stands for all of its objects. */
type NameIndex = ReadonlyMap<string, readonly ObjectId[]>;

export function nameIndex(objects: Iterable<AnyObject>): NameIndex {
  const index = new Map<string, ObjectId[]>();
  for (const { id, name } of objects) {
    const key = displayedName(name);
    const there = index.get(key);
    if (there === undefined) index.set(key, [id]);
    else if (!there.includes(id)) there.push(id);
  }
  return index;
}

/**
 * What an object's SQL seems to name: every chain of names in it that is the name of an object of the index, seen from the object's own schema.
 * It may name too much (a column called like a table), so these references order steps and give way in a cycle; nothing else rests on them.
 */
export class SoftReferences {
  readonly #index: NameIndex;
  /** The same text stands in many objects, and is asked for more than once. */
  readonly #chains = new Map<string, readonly QualifiedName[]>();

  constructor(index: NameIndex) {
    this.#index = index;
  }

  of(object: AnyObject): readonly ObjectId[] {
    const found = new Set<ObjectId>();
    for (const text of bodiesOf(object)) {
      for (const chain of this.#chainsOf(text)) for (const id of this.#resolve(chain, object.name)) found.add(id);
    }
    found.delete(object.id);
    return [...found];
  }

  #chainsOf(text: string): readonly QualifiedName[] {
    const there = this.#chains.get(text);
    if (there !== undefined) return there;
    const chains = nameChains(text);
    this.#chains.set(text, chains);
    return chains;
  }

  /** The longest beginning of the chain that names something: `DB.SC.T.COLUMN`, `SEQ.NEXTVAL`. */
  #resolve(chain: QualifiedName, at: QualifiedName): readonly ObjectId[] {
    for (let length = Math.min(chain.length, 3); length > 0; length--) {
      const context = at.slice(0, -1).slice(0, 3 - length);
      const found = this.#index.get(displayedName([...context, ...chain.slice(0, length)]));
      if (found !== undefined) return found;
    }
    return [];
  }
}

/** All chains of names in a text, without duplicates: `a`, `a.b`, `a."b".c`. Constants and comments hold none. */
export function nameChains(text: string): readonly QualifiedName[] {
  const { tokens } = lex(text);
  const chains = new Map<string, QualifiedName>();
  let chain: Identifier[] = [];
  const flush = (): void => {
    if (chain.length > 0) chains.set(displayedName(chain), chain);
    chain = [];
  };
  tokens.forEach((token, i) => {
    if (!isName(token)) return;
    if (!isDot(tokens[i - 1]) || chain.length === 0) flush();
    // db..t is t in the schema PUBLIC (docs: sql-reference/name-resolution).
    else if (isDot(tokens[i - 2])) chain.push(exactly("PUBLIC"));
    chain.push(exactly(token.value));
  });
  flush();
  return [...chains.values()];
}

function isName(token: Token): boolean {
  return token.kind === "word" || token.kind === "quoted";
}

function isDot(token: Token | undefined): boolean {
  return token?.kind === "symbol" && token.text === ".";
}
