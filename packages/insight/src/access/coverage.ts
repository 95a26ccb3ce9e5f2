import { type Catalog, coverOfGrants, type Grantee, granteeKey } from "@snowtower/kinds";
import type { AccessGraph } from "../graph/access-graph.ts";
import { NOBODY } from "../graph/operation.ts";
import type { Target } from "../target.ts";
import { targetAt } from "./why.ts";

/** What an answer does not rest on because it was not read: a "no" may be a "yes". A "yes" is one in any case. */
export interface Coverage {
  /** Nothing that counts for the answer is unread. */
  readonly complete: boolean;
  /** What these hold was not read, in the order of their names. */
  readonly unread: readonly Grantee[];
  /** Who owns these could not be read, or is not said. */
  readonly unowned: readonly Target[];
  /** The role that read does not see everything there is (RA 9). */
  readonly partialSight: boolean;
}

/** Knows whose grants were read. */
export class Reading {
  readonly #graph: AccessGraph;
  readonly #coverage: ReadonlySet<string>;
  readonly #partialSight: boolean;
  /** Made since the catalog was read: whatever they hold is known. */
  readonly #made = new Set<string>();

  constructor(graph: AccessGraph, catalog: Catalog) {
    this.#graph = graph;
    this.#coverage = catalog.coverage;
    this.#partialSight = catalog.partialSight !== undefined;
  }

  made(grantee: Grantee): void {
    this.#made.add(granteeKey(grantee));
  }

  /** For an answer that rests on what these hold, and on who owns these. */
  of(principals: readonly Grantee[], targets: Iterable<number>): Coverage {
    const involved = new Map(principals.map((each) => [granteeKey(each), each]));
    const unread = sorted(
      [...involved].filter(([key]) => !this.#isRead(key)).map(([, each]) => each),
      granteeKey,
    );
    const unowned = sorted(
      [...targets]
        .filter((each) => this.#graph.ownerOf(each) < NOBODY && this.#graph.targets.types[each] !== "ACCOUNT")
        .map((each) => targetAt(this.#graph, each)),
      ({ type, name }) => `${type}|${name}`,
    );
    return { complete: unread.length + unowned.length === 0 && !this.#partialSight, unread, unowned, partialSight: this.#partialSight };
  }

  #isRead(key: string): boolean {
    return this.#made.has(key) || this.#coverage.has(coverOfGrants(key));
  }
}

/** In the order of code points, which is the same everywhere. */
export function sorted<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return items
    .map((item) => [key(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}
