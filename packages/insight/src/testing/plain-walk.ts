import type { Catalog, Grantee } from "@snowtower/kinds";
import type { Question } from "../access/access.ts";
import type { Finding } from "../walk/finding.ts";
import type { WalkStep } from "../walk/recording.ts";
import { afterChange } from "./after-change.ts";
import { plainly } from "./plain-access.ts";
import { OWNERS_CREATE } from "./random-account.ts";

/** The catalog before the first step, and after each. */
export function prefixes(from: Catalog, steps: readonly WalkStep[]): readonly Catalog[] {
  const all = [from];
  for (const { changes } of steps) all.push(changes.reduce(afterChange, all.at(-1) ?? from));
  return all;
}

/** What is lost or exposed after each step, worked out anew for everybody and everything: `loss 2 USER U1 SELECT TABLE D.S.A`. */
export function plainFindings(
  from: Catalog,
  steps: readonly WalkStep[],
  asked: { readonly principals: readonly Grantee[]; readonly questions: readonly Question[] },
): readonly string[] {
  const states = prefixes(from, steps);
  return asked.principals.flatMap((principal) =>
    asked.questions.flatMap((question) => {
      const can = states.map((state) => plainly(state, principal, question));
      const [before, after] = [can[0], can.at(-1)];
      return can.flatMap((now, i) => {
        if (before === after && now !== before)
          return [`${now ? "exposure" : "loss"} ${i - 1} ${principal.type} ${principal.name} ${question.privilege} ${question.on.type} ${question.on.name}`];
        return [];
      });
    }),
  );
}

/** The same of findings: a finding stands for every step from its first until the one before it ends, and OWNERSHIP for every privilege asked. */
export function spelledOut(findings: readonly Finding[], steps: readonly WalkStep[], questions: readonly Question[]): readonly string[] {
  const at = new Map(steps.map(({ id }, i) => [id, i]));
  return findings.flatMap(({ kind, step, until, principals, on, also = [], what }) => {
    const [from = 0, to = 0] = [at.get(step), at.get(until)];
    const objects = new Set([on, ...also].map(({ type, name }) => `${type} ${name}`));
    const isMeant = (privilege: string): boolean => what.includes(privilege) || (what.includes("CREATE") && privilege === OWNERS_CREATE);
    const own = questions.filter((question) => objects.has(`${question.on.type} ${question.on.name}`) && isMeant(question.privilege));
    return principals.flatMap(({ type, name }) =>
      Array.from({ length: to - from }, (_, i) => from + i).flatMap((i) =>
        own.map((question) => `${kind} ${i} ${type} ${name} ${question.privilege} ${question.on.type} ${question.on.name}`),
      ),
    );
  });
}
