import type { Catalog } from "@snowtower/kinds";
import { Reading } from "../access/coverage.ts";
import { granteeAt } from "../access/why.ts";
import type { AccessGraph } from "../graph/access-graph.ts";
import { loadGraph } from "../graph/load-graph.ts";
import type { Operation } from "../graph/operation.ts";
import { publicRole, reach } from "../graph/role-closures.ts";
import { bitsOf, without } from "./bits.ts";
import { concerned } from "./concerned.ts";
import type { Walked } from "./finding.ts";
import { gathered, inOrder } from "./gathered.ts";
import { makersOf } from "./makers.ts";
import { Overlay } from "./overlay.ts";
import { protectionFindings } from "./protection-findings.ts";
import { recorded, takenBack, type WalkStep } from "./recording.ts";
import { type Stretch, stretchesOf } from "./stretches.ts";
import { type Timelines, timelines, type WalkedSteps, type Watched } from "./timeline.ts";

/**
 * What a plan does between its steps (RA 17): who loses an access meanwhile that he has before and after, and who has one meanwhile that he has
 * neither before nor after, or reads data meanwhile that are protected otherwise than before and after.
 * A user's roles count together: what one role loses and another gains is no loss for who holds both.
 */
export function walk(from: Catalog, steps: readonly WalkStep[]): Walked {
  const graph = loadGraph(from);
  const known = graph.principals.size;
  const operations = recorded(graph, steps);
  const walked: WalkedSteps = { steps: operations, overlay: new Overlay(graph, operations.flat()) };
  const counts = countedPrincipals(graph, walked, known);
  const stepIds = steps.map(({ id }) => id);
  const watched = withoutPublic(graph, concerned(graph, walked.overlay, operations.flatMap(withoutBirths)));
  const { stretches, principals, alike } = watchedStretches(graph, walked, watched);
  const makers = makersOf(graph, walked.overlay, { steps, operations });
  const others = stretches.map((each) => withoutMakers(each, principals, makers));
  const ofAccess = gathered(graph, others, { overlay: walked.overlay, principals, counts, stepIds, alike });
  const ofProtection = protectionFindings(graph, { from, steps, walked, counts, makers });
  const at = new Map(stepIds.map((id, i) => [id, i]));
  const findings = inOrder([...ofAccess, ...ofProtection].map((finding) => ({ at: at.get(finding.step) ?? 0, finding })));
  return {
    findings,
    coverage: new Reading(graph, from).of(
      everyone(graph)
        .slice(0, known)
        .map((each) => granteeAt(graph, each)),
      watched.targets,
    ),
  };
}

/** What is made belongs to its last owner in the step from the beginning: nobody saw it belong to who made it, so nothing was taken. */
function withoutBirths(operations: readonly Operation[]): readonly Operation[] {
  const made = new Set(operations.flatMap((each) => (each.kind === "there" && each.adds ? [each.on] : [])));
  return made.size === 0 ? operations : operations.filter((each) => each.kind !== "owner" || !made.has(each.on));
}

/** What is lost and exposed, of whom and on what. */
export function watchedStretches(
  graph: AccessGraph,
  walked: WalkedSteps,
  watched: Watched,
): Omit<Timelines, "byTarget"> & { readonly stretches: readonly Stretch[] } {
  const { byTarget, principals, alike } = timelines(graph, walked, watched);
  return { stretches: [...byTarget].flatMap(([target, moments]) => stretchesOf(graph, target, { moments, size: principals.length })), principals, alike };
}

function withoutMakers(stretch: Stretch, principals: readonly number[], makers: ReturnType<typeof makersOf>): Stretch {
  const own = stretch.kind === "exposure" ? makers.get(stretch.target) : undefined;
  if (own === undefined) return stretch;
  const out = bitsOf(
    principals.length,
    principals.flatMap((each, place) => (own.has(each) ? [place] : [])),
  );
  return { ...stretch, who: without(stretch.who, out) };
}

/** That somebody holds PUBLIC says no more than that he is there. */
function withoutPublic(graph: AccessGraph, { targets, principals }: Watched): Watched {
  const name = graph.principals.names[publicRole(graph)] ?? "";
  return { targets: new Set([...targets].filter((each) => graph.targets.names[each] !== name || graph.targets.types[each] !== "ROLE")), principals };
}

/** Users, shares and PUBLIC; and roles that no user holds, before the plan or after it. */
function countedPrincipals(graph: AccessGraph, { steps }: WalkedSteps, known: number): (principal: number) => boolean {
  const before = heldByUsers(graph);
  for (const operation of steps.flat()) graph.perform(operation);
  const after = heldByUsers(graph);
  const gone = new Set(everyone(graph).filter((each) => graph.isOut(each)));
  takenBack(graph, steps);
  return (principal) => {
    if (principal < 0) return false;
    const type = graph.principals.types[principal];
    if (type === "USER" || type === "SHARE" || principal === publicRole(graph)) return true;
    const isHeld = { before: principal >= known || before.has(principal), after: gone.has(principal) || after.has(principal) };
    return !(isHeld.before && isHeld.after);
  };
}

/** All that comes with the roles of users who can log in. */
function heldByUsers(graph: AccessGraph): ReadonlySet<number> {
  const users = Array.from({ length: graph.principals.size }, (_, each) => each).filter(
    (each) => graph.principals.types[each] === "USER" && !graph.isDisabled(each),
  );
  const everybodys = users.length === 0 ? [] : [publicRole(graph)];
  return reach([...users, ...everybodys], (each) => graph.rolesOf(each));
}

function everyone(graph: AccessGraph): readonly number[] {
  return Array.from({ length: graph.principals.size }, (_, each) => each);
}
