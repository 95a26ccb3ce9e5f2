import type { Catalog, Change, Grantee } from "@snowtower/kinds";
import { samples } from "@snowtower/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Question } from "../access/access.ts";
import { granteeAt, targetAt } from "../access/why.ts";
import { loadGraph } from "../graph/load-graph.ts";
import { plainFindings, spelledOut } from "../testing/plain-walk.ts";
import { changesOf, everybody, everything, OWNERS_CREATE, randomCatalog, randomHappenings } from "../testing/random-account.ts";
import { who } from "../testing/sample-catalog.ts";
import { places } from "./bits.ts";
import { concerned } from "./concerned.ts";
import { CREATE } from "./onlookers.ts";
import { Overlay } from "./overlay.ts";
import { recorded, type WalkStep } from "./recording.ts";
import { walk, watchedStretches } from "./walk.ts";

const principals = everybody.map(who);

/** Cuts changes into steps of one or two. */
function stepsOf(changes: readonly Change[], pairs: boolean): readonly WalkStep[] {
  const size = pairs ? 2 : 1;
  return Array.from({ length: Math.ceil(changes.length / size) }, (_, i) => ({ id: `s${i}`, changes: changes.slice(i * size, i * size + size) }));
}

/** Principals that the catalog speaks of from the start. */
function knownIn(catalog: Catalog): typeof principals {
  const graph = loadGraph(catalog);
  return principals.filter(({ type, name }) => graph.principals.find(type, name) !== undefined);
}

/** Every stretch, step by step: `loss 2 USER U1 SELECT TABLE D.S.A`. */
function stretchLines(catalog: Catalog, steps: readonly WalkStep[]): readonly string[] {
  const graph = loadGraph(catalog);
  const operations = recorded(graph, steps);
  const walked = { steps: operations, overlay: new Overlay(graph, operations.flat()) };
  // What an owner alone can create is all that he can create, save where a single privilege to create is granted to somebody as well.
  const granted = new Set(
    [...catalog.grants, ...steps.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === "grant" ? [change.from, change.to] : [])))].flatMap(
      (grant) => (grant?.privilege === "CREATE TABLE" && grant.on.kind === "object" ? [grant.on.name] : []),
    ),
  );
  const spelled = (privilege: string, on: { readonly name: string }): readonly string[] =>
    privilege !== CREATE ? [privilege] : [OWNERS_CREATE, ...(granted.has(on.name) ? [] : ["CREATE TABLE"])];
  const { stretches, principals, alike } = watchedStretches(graph, walked, concerned(graph, walked.overlay, operations.flat()));
  return stretches.flatMap(({ kind, target, privilege, who, from, until }) => {
    const name = graph.privileges[privilege] ?? "";
    const all = [...places(who)].flatMap((place) =>
      (alike.get(target) ?? [target]).map((each) => [granteeAt(graph, principals[place] ?? -1), targetAt(graph, each)] as const),
    );
    const lines = (i: number): readonly string[] =>
      all.flatMap(([who, on]) => spelled(name, on).map((what) => `${kind} ${i} ${who.type} ${who.name} ${what} ${on.type} ${on.name}`));
    return Array.from({ length: until - from }, (_, i) => lines(from + i)).flat();
  });
}

test("what is found is what asking everybody about everything after every step finds", () => {
  const met = { loss: 0, exposure: 0 };
  const isMet = (): boolean => met.loss > 0 && met.exposure > 0;
  // A law that no sample came under would hold of anything: it is drawn again until some did.
  for (let round = 0; round === 0 || (round < 10 && !isMet()); round++) drawn(met);
  expect(isMet()).toBe(true);
}, 600_000);

function drawn(met: { loss: number; exposure: number }): void {
  fc.assert(
    fc.property(randomCatalog, randomHappenings, fc.boolean(), (catalog, happenings, pairs) => {
      // A name that another object takes over is another object to whoever goes by names.
      const changes = changesOf(
        catalog,
        happenings.filter(({ kind }) => kind !== "rename"),
      );
      const steps = stepsOf(changes, pairs);
      const asked = { principals: knownIn(catalog), questions: everything };
      const plain = plainFindings(catalog, steps, asked).filter(isAsked(asked));
      expect(shortened(stretchLines(catalog, steps).filter(isAsked(asked)))).toEqual(shortened(plain));
      const told = spelledOut(walk(catalog, steps).findings, steps, everything).filter(isAsked(asked));
      expect(told.filter((line) => !plain.includes(line))).toEqual([]);
      // What PUBLIC loses or gains everybody does, and nobody else is told.
      const isOfUser = (line: string): boolean => / (?:USER|ROLE PUBLIC) /.test(line);
      expect(told.some(isOfUser)).toBe(plain.some(isOfUser));
      for (const line of plain) met[line.startsWith("loss") ? "loss" : "exposure"]++;
    }),
    { numRuns: samples(60) },
  );
}

function isAsked({ principals, questions }: { readonly principals: readonly Grantee[]; readonly questions: readonly Question[] }): (line: string) => boolean {
  // That a role holds itself says nothing.
  const asked = ({ type, name }: Grantee): readonly Question[] => questions.filter(({ on }) => on.type !== type || on.name !== name);
  const lines = new Set(principals.flatMap((each) => asked(each).map(({ privilege, on }) => `${each.type} ${each.name} ${privilege} ${on.type} ${on.name}`)));
  return (line) => lines.has(line.split(" ").slice(2).join(" "));
}

/** OWNERSHIP stands for whatever else is said of an object; nobody need have been granted any of it. */
function shortened(lines: readonly string[]): ReadonlySet<string> {
  const all = new Set(lines);
  const isImplied = (line: string): boolean => {
    const found = /^(\w+ \d+ (?:DATABASE ROLE|\w+) \S+) (.+) ((?:DATABASE|SCHEMA|TABLE|WAREHOUSE) \S+)$/.exec(line);
    return found !== null && found[2] !== "OWNERSHIP" && all.has(`${found[1]} OWNERSHIP ${found[3]}`);
  };
  return new Set([...all].filter((line) => !isImplied(line)).sort());
}
