import type { AccessGraph } from "../graph/access-graph.ts";
import { granteeOf, hasOption, privilegeOf } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import type { Target } from "../target.ts";
import type { Active, Session } from "./session.ts";
import { isMembershipOf, isUsable } from "./usable.ts";
import { type Path, targetAt, whyUsable } from "./why.ts";

/** A way to more access than is held: no access by itself (docs: user-guide/container-manage-grants-intro, "MANAGE GRANTS does not grant object access by itself"). */
export interface Escalation {
  readonly kind: /** May grant anything to anybody; on a database or schema, anything in it. */
    | "manages grants"
    /** May grant the role, to himself as well. */
    | "owns role"
    /** May give the user another password or key, and log in as him. */
    | "owns user"
    /** May do so, or run tasks as the user. */
    | "acts as user"
    /** Owns a schema with managed access: grants what is in it, whoever owns that. */
    | "owns managed schema"
    /** May grant on what he holds, to others. */
    | "grants on";
  /** What it leads to; for `grants on`, what can be granted. */
  readonly on: Target;
  readonly privilege: string;
  readonly path: Path;
}

/** Privileges on a user that let their holder act as the user (docs: user-guide/security-access-control-privileges, "User privileges"). */
const ACTS_AS: ReadonlySet<string> = new Set(["IMPERSONATE", "MODIFY PROGRAMMATIC AUTHENTICATION METHODS"]);

interface Asking {
  readonly session: Session;
  readonly active: Active;
  /** Displayed name of a schema. */
  readonly isManaged: (schema: string) => boolean;
}

export function escalationsOf(graph: AccessGraph, asking: Asking): readonly Escalation[] {
  const { active } = asking;
  const targets = new Set<number>([accountTarget(graph)]);
  for (const principal of active.all) for (const target of graph.holdingsOf(principal)) targets.add(target);
  return [...targets].flatMap((on) => escalationsOn(graph, asking, on));
}

function escalationsOn(graph: AccessGraph, asking: Asking, on: number): readonly Escalation[] {
  return [...ways(graph, asking, on)].flatMap(([kind, privilege]) => {
    if (!isUsable(graph, asking.active, { privilege, on })) return [];
    const { access } = whyUsable(graph, asking, { privilege, on });
    return [{ kind, on: targetAt(graph, on), privilege: graph.privileges[privilege] ?? "", path: access }];
  });
}

/** What would lead further, if it can be used. */
function* ways(graph: AccessGraph, { active, isManaged }: Asking, on: number): Generator<readonly [Escalation["kind"], number]> {
  const type = graph.targets.types[on] ?? "";
  const owning = graph.privilege("OWNERSHIP");
  if (isMembershipOf(graph, on)) yield ["owns role", owning];
  if (type === "USER") yield ["owns user", owning];
  if (type === "SCHEMA" && isManaged(graph.targets.names[on] ?? "")) yield ["owns managed schema", owning];
  for (const held of graph.heldOn(on)) {
    if (!active.all.has(granteeOf(held))) continue;
    const privilege = privilegeOf(held);
    const name = graph.privileges[privilege] ?? "";
    // Owning a database does not give it: "it must be granted explicitly" (docs: user-guide/security-access-control-privileges).
    if (name === "MANAGE GRANTS") yield ["manages grants", privilege];
    if (type === "USER" && ACTS_AS.has(name)) yield ["acts as user", privilege];
    if (hasOption(held)) yield ["grants on", privilege];
  }
}
