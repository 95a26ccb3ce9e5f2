import type { AccessGraph } from "../graph/access-graph.ts";
import { granteeOf } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import type { Operation } from "../graph/operation.ts";
import { type RoleClosures, reach } from "../graph/role-closures.ts";

/** Principals whose access to these targets may have changed: each of the ones with each of the others. */
export interface Rectangle {
  readonly principals: ReadonlySet<number> | "all";
  readonly targets: ReadonlySet<number>;
}

/** Whom and what an operation concerns, with the graph as it is on the side where there is more: before something goes, after something came. */
export function affectedBy(graph: AccessGraph, closures: RoleClosures, operation: Operation): readonly Rectangle[] {
  const whose = (principal: number): Rectangle["principals"] => (closures.isEverybodys(principal) ? "all" : closures.above(principal));
  switch (operation.kind) {
    case "grant":
      return [{ principals: whose(operation.to), targets: isOpenAnyway(graph, operation) ? new Set([operation.on]) : behind(graph, [operation.on]) }];
    case "owner":
      return [operation.from, operation.to].filter((each) => each >= 0).map((each) => ({ principals: whose(each), targets: behind(graph, [operation.on]) }));
    case "member": {
      const roles = reach([operation.role], (each) => graph.rolesOf(each));
      return [{ principals: whose(operation.by), targets: behind(graph, targetsOf(graph, roles)) }];
    }
    case "there": {
      const itself = graph.principalOf(operation.on);
      const own: readonly Rectangle[] = itself === undefined ? [] : [allOf(graph, closures, itself)];
      return [{ principals: "all", targets: behind(graph, [operation.on]) }, ...own];
    }
    case "enabled":
      return [allOf(graph, closures, operation.user)];
    case "rename":
      return [{ principals: "all", targets: new Set([operation.on]) }];
    default:
      return operation satisfies never;
  }
}

/** Whatever this one can do. */
function allOf(graph: AccessGraph, closures: RoleClosures, principal: number): Rectangle {
  return { principals: new Set([principal]), targets: behind(graph, targetsOf(graph, closures.below(principal))) };
}

/** What these hold or own, and the roles themselves. */
export function targetsOf(graph: AccessGraph, principals: Iterable<number>): Set<number> {
  const found = new Set<number>();
  for (const each of principals) {
    for (const target of graph.holdingsOf(each)) found.add(target);
    const itself = graph.targets.find(graph.principals.types[each] ?? "", graph.principals.names[each] ?? "");
    if (itself !== undefined) found.add(itself);
  }
  return found;
}

/** These, and whatever is of use only together with them: what is in a container, the warehouses of who manages all. What nobody holds is left out. */
export function behind(graph: AccessGraph, targets: Iterable<number>): Set<number> {
  const found = reach([...targets], (each) => graph.contentsOf(each));
  if (found.has(accountTarget(graph))) for (const each of managedWarehouses(graph)) found.add(each);
  return found;
}

export function* managedWarehouses(graph: AccessGraph): Generator<number> {
  const manages = graph.findPrivilege("MANAGE WAREHOUSES");
  if (manages === undefined) return;
  for (let at = 0; at < graph.targets.size; at++) if (graph.targets.types[at] === "WAREHOUSE") yield at;
}

/** True if the grantee has something else on a container: then one privilege more or less does not open or close it. */
function isOpenAnyway(graph: AccessGraph, { on, to }: Operation & { readonly kind: "grant" }): boolean {
  return on !== accountTarget(graph) && (graph.ownerOf(on) === to || graph.heldOn(on).filter((held) => granteeOf(held) === to).length > 1);
}
