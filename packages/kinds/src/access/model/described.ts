import { type Identifier, parseQualifiedName } from "@snowtower/sql";
import { signature } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import { type IdentPattern, writtenName } from "../ident-pattern.ts";
import { withoutPrefix } from "../role-name.ts";

/** An object that the project describes, as grants and patterns see it. */
export interface DescribedObject {
  readonly spec: Spec;
  /** As in grants: displayed, with the environment's prefix. */
  readonly name: string;
  /** As patterns see it: without the prefix. */
  readonly bare: string;
}

/** What the project describes, by type and name. */
export class Described {
  readonly #byLabel = new Map<string, DescribedObject[]>();
  readonly #byName = new Map<string, DescribedObject>();
  readonly #byBare = new Map<string, DescribedObject>();
  readonly #schemas = new Map<string, DescribedObject[]>();
  readonly #matches = new Map<string, readonly DescribedObject[]>();

  /** `labelOf` says how a kind is called in GRANT. */
  constructor(specs: Iterable<Spec>, prefix: string, labelOf: (kind: string) => string) {
    for (const spec of [...specs].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const label = labelOf(spec.kind);
      const [first, ...rest] = spec.name;
      const bareName = first === undefined ? [] : [withoutPrefix(prefix, first), ...rest];
      const object = { spec, name: signature(spec.name, spec.argumentTypes), bare: writtenName(bareName, spec.argumentTypes) };
      push(this.#byLabel, label, object);
      this.#byName.set(`${label}|${object.name}`, object);
      this.#byBare.set(`${label}|${object.bare}`, object);
      if (label === "SCHEMA") push(this.#schemas, signature(spec.name.slice(0, 1)), object);
    }
  }

  /** All of a type, in the order of their names. */
  all(label: string): readonly DescribedObject[] {
    return this.#byLabel.get(label) ?? [];
  }

  /** By its name in grants. */
  find(label: string, name: string): DescribedObject | undefined {
    return this.#byName.get(`${label}|${name}`);
  }

  schemasOf(database: string): readonly DescribedObject[] {
    return this.#schemas.get(database) ?? [];
  }

  /** The objects that a pattern stands for. `by`: whether it speaks of names without the prefix, or of whole names. */
  match(label: string, pattern: IdentPattern, by: "bare" | "name" = "bare"): readonly DescribedObject[] {
    const key = `${by}|${label}|${pattern.text}`;
    const known = this.#matches.get(key);
    if (known !== undefined) return known;
    const found = this.#search(label, pattern, by);
    this.#matches.set(key, found);
    return found;
  }

  #search(label: string, pattern: IdentPattern, by: "bare" | "name"): readonly DescribedObject[] {
    const only = by === "bare" && !pattern.wild ? this.#byBare.get(`${label}|${pattern.text}`) : undefined;
    if (only !== undefined) return [only];
    return this.all(label).filter((object) => pattern.matches(by === "bare" ? object.bare : writtenName(object.spec.name, object.spec.argumentTypes)));
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The stored form of a displayed name of one part. */
export function storedName(displayedName: string): Identifier {
  return (parseQualifiedName(displayedName)?.[0] ?? displayedName) as Identifier;
}
