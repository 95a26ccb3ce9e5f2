import type { Grantee } from "@snowtower/kinds";
import type { AccessGraph } from "../graph/access-graph.ts";
import type { Target } from "../target.ts";
import type { Rectangle } from "./operation-reach.ts";
import { granteeAt, targetAt } from "./why.ts";

/** Whose access to what may have changed. What is not among it has not. */
export class Affected {
  readonly #graph: AccessGraph;
  readonly #rectangles: readonly Rectangle[];
  readonly #formerly: readonly Target[];

  /** `formerly`: what goes by another name now. */
  constructor(graph: AccessGraph, rectangles: readonly Rectangle[], formerly: readonly Target[]) {
    this.#graph = graph;
    this.#rectangles = rectangles;
    this.#formerly = formerly;
  }

  has(principal: Grantee, on: Target): boolean {
    if (this.#formerly.some(({ type, name }) => type === on.type && name === on.name)) return true;
    const [who, what] = [this.#graph.principals.find(principal.type, principal.name), this.#graph.targets.find(on.type, on.name)];
    if (who === undefined || what === undefined) return false;
    return this.#rectangles.some(({ principals, targets }) => targets.has(what) && (principals === "all" || principals.has(who)));
  }

  /** Groups of principals, each of them with each of the objects. */
  *[Symbol.iterator](): Generator<{ readonly principals: readonly Grantee[] | "all"; readonly objects: readonly Target[] }> {
    if (this.#formerly.length > 0) yield { principals: "all", objects: this.#formerly };
    for (const { principals, targets } of this.#rectangles) {
      yield {
        principals: principals === "all" ? "all" : [...principals].map((each) => granteeAt(this.#graph, each)),
        objects: [...targets].map((each) => targetAt(this.#graph, each)),
      };
    }
  }
}
