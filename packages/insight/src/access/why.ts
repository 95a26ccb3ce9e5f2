import type { Grantee } from "@snowtower/kinds";
import { type AccessGraph, granteeOf, privilegeOf } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import { isOfAccount, publicRole } from "../graph/role-closures.ts";
import type { Target } from "../target.ts";
import type { Active, Session } from "./session.ts";
import { givenByAccount, givesAll, holds, isCreate, isMembershipOf, isOpen } from "./usable.ts";

/** How a privilege is come by: from who asks, through roles, to the grant. */
export interface Path {
  /** The first is who asks, each holds the next one, and the last was granted it. PUBLIC is held by everybody. */
  readonly through: readonly Grantee[];
  /** What the last one was granted, or has as the owner. */
  readonly privilege: string;
  readonly on: Target;
}

/** Why a privilege can be used: how it is come by, and how what the object is in is open. */
export interface Why {
  readonly access: Path;
  /** Database, schema. */
  readonly containers: readonly Path[];
}

interface Asked {
  readonly privilege: number;
  readonly on: number;
}

/** The shortest ways. The privilege has to be usable: otherwise there is no why. */
export function whyUsable(graph: AccessGraph, { active, session }: { readonly active: Active; readonly session: Session }, asked: Asked): Why {
  const sets = isCreate(graph, asked.privilege) ? active.primaries : [active.all];
  const set = isMembership(graph, asked) ? active.all : (sets.find((each) => holds(graph, each, asked) && isOpen(graph, each, asked.on)) ?? active.all);
  const from = startsOf(session, isCreate(graph, asked.privilege));
  const containers = isMembership(graph, asked) ? [] : graph.containersOf(asked.on);
  return {
    access: pathTo(graph, { from, within: set }, asked),
    containers: containers.map((container) => pathTo(graph, { from, within: set }, { privilege: null, on: container })),
  };
}

function isMembership(graph: AccessGraph, { privilege, on }: Asked): boolean {
  return isMembershipOf(graph, on) && graph.privileges[privilege] === "USAGE";
}

/** Where only the primary role counts, the way leads through it. */
function startsOf(session: Session, onlyPrimary: boolean): readonly Grantee[] {
  if (session.kind === "as role") return [session.role];
  return session.kind === "in session" && (onlyPrimary || session.secondary === "NONE") ? [session.user, session.primary] : [session.user];
}

interface Within {
  /** Who asks; then, if only one role is active, that role. */
  readonly from: readonly Grantee[];
  readonly within: ReadonlySet<number>;
}

/** `privilege: null`: any. */
function pathTo(graph: AccessGraph, { from, within }: Within, { privilege, on }: { readonly privilege: number | null; readonly on: number }): Path {
  const last = from.at(-1);
  const start = last === undefined ? undefined : graph.principals.find(last.type, last.name);
  if (start === undefined) throw new Error("a path starts at somebody");
  const role = isMembershipOf(graph, on) ? graph.principalOf(on) : undefined;
  const reached = new Map<number, number | null>([[start, null]]);
  for (const at of reached.keys()) {
    const found = privilege !== null && role !== undefined && graph.privileges[privilege] === "USAGE" ? at === role : heldBy(graph, at, { privilege, on });
    if (found !== null && found !== false) {
      const held = found === true ? { privilege: "USAGE", on: targetAt(graph, on) } : found;
      return { through: [...from.slice(0, -1), ...wayTo(graph, reached, at)], ...held };
    }
    const next = isOfAccount(graph, at) ? [...graph.rolesOf(at), publicRole(graph)] : graph.rolesOf(at);
    for (const each of next) if (within.has(each) && !reached.has(each)) reached.set(each, at);
  }
  throw new Error("what is usable is held by somebody");
}

/** What this one was granted itself that gives the privilege. */
function heldBy(graph: AccessGraph, principal: number, { privilege, on }: { readonly privilege: number | null; readonly on: number }) {
  if (graph.ownerOf(on) === principal && (privilege === null || givesAll(graph, on, privilege))) return { privilege: "OWNERSHIP", on: targetAt(graph, on) };
  const held = graph.heldOn(on).find((each) => granteeOf(each) === principal && (privilege === null || privilegeOf(each) === privilege));
  if (held !== undefined) return { privilege: graph.privileges[privilegeOf(held)] ?? "", on: targetAt(graph, on) };
  const account = accountTarget(graph);
  const global = privilege === null ? null : givenByAccount(graph, on, privilege);
  return global !== null && graph.isGranted(account, principal, global) ? { privilege: graph.privileges[global] ?? "", on: targetAt(graph, account) } : null;
}

function wayTo(graph: AccessGraph, reached: ReadonlyMap<number, number | null>, to: number): readonly Grantee[] {
  const way: Grantee[] = [];
  for (let at: number | null = to; at !== null; at = reached.get(at) ?? null) way.unshift(granteeAt(graph, at));
  return way;
}

export function granteeAt({ principals }: AccessGraph, at: number): Grantee {
  // Grantees are read from grants and objects only: their types are those of grantees.
  return { type: principals.types[at] as Grantee["type"], name: principals.names[at] ?? "" };
}

export function targetAt({ targets }: AccessGraph, at: number): Target {
  return { type: targets.types[at] ?? "", name: targets.names[at] ?? "" };
}
