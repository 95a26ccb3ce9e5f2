import { type AnyObject, kindNamed, type ObjectChange, unknownFields } from "@snowtower/kinds";
import { isContainer } from "../catalog-world.ts";
import type { Note } from "../plan.ts";
import type { PlanContext } from "../plan-context.ts";
import { coverOfObject, type Doubt } from "./absent.ts";

interface Group {
  readonly first: AnyObject;
  count: number;
}

/** Described objects of which it is not known whether they exist: one note for all that one refused request hides, and one for all that the role may not be shown. */
export class Unread {
  readonly #groups = new Map<string, Group>();
  readonly #unseen = new Map<Doubt, Group>();

  add(object: AnyObject, doubt: Doubt): void {
    if (doubt === "not read") count(this.#groups, coverOfObject(object), object);
    else count(this.#unseen, doubt, object);
  }

  notes({ from }: PlanContext): Note[] {
    const unseen = [...this.#unseen].map(([doubt, group]) => (doubt === "assumed" ? assumed : notVisible)(group, from.partialSight?.role ?? "the role"));
    return [...[...this.#groups.values()].map((group) => notRead(group, from)), ...unseen];
  }
}

function notRead({ first, count }: Group, from: PlanContext["from"]): Note {
  const { plural } = kindNamed(first.kind);
  const gap = from.gaps.find((each) => each.request.toUpperCase().includes(plural));
  const why = gap === undefined ? `${plural.toLowerCase()} were not read there, or what holds them is not visible` : `${gap.request}: ${gap.why}`;
  const message = `${first.id}${andMore(count)} cannot be created: it is not known that ${theyAre(count)} absent (${why})`;
  return { severity: "error", code: "ST2001", message, about: first.id, hint: "give the role that plans the privilege to see them" };
}

function notVisible({ first, count }: Group, role: string): Note {
  const message = `${first.id}${andMore(count)} cannot be created: it is not known that ${theyAre(count)} absent, because ${role} is shown only what it has a privilege on`;
  const hint = "grant it RESOLVE ALL ON ACCOUNT, or plan as a role that manages grants; if what it is not shown does not exist, say so with --assume-absent";
  return { severity: "error", code: "ST2001", message, about: first.id, hint };
}

function assumed({ first, count }: Group, role: string): Note {
  const message = `${first.id}${andMore(count)} ${count === 1 ? "counts" : "count"} as absent on your word: ${role} is shown only what it has a privilege on, and Snowflake refuses the CREATE of what exists`;
  return { severity: "warning", code: "ST2016", message, about: first.id };
}

/** What goes with a container although nobody saw it: a DROP asks for no privilege on what is inside. */
export function unseenContents(drops: Iterable<ObjectChange>, { from: { partialSight: sight } }: PlanContext): Note[] {
  const containers = [...drops].flatMap(({ from }) => (from !== null && isContainer(from) ? [from] : []));
  const [first, ...rest] = sight === undefined || sight.resolvesAll ? [] : containers.filter(({ id }) => !sight.containers.includes(id));
  if (sight === undefined || first === undefined) return [];
  const message = `${first.id}${andMore(rest.length + 1)} ${rest.length === 0 ? "is" : "are"} dropped with all that is inside, also what ${sight.role} is not shown`;
  return [{ severity: "warning", code: "ST2016", message, about: first.id }];
}

/** Fields that are described and could not be read, one note for a field of a kind and a reason. */
export class UnknownFields {
  readonly #groups = new Map<string, Group & { readonly field: string; readonly why: string }>();

  add(from: AnyObject, to: AnyObject): void {
    for (const [field, why] of unknownFields(from, to)) count(this.#groups, `${to.kind}|${field}|${why}`, to, { field, why });
  }

  notes(): Note[] {
    return [...this.#groups.values()].map(({ first, count, field, why }) => ({
      severity: "warning",
      code: "ST2002",
      message: `${first.id}${andMore(count)}: ${field} is left as it is, because it could not be read (${why})`,
      about: first.id,
    }));
  }
}

function theyAre(count: number): string {
  return count === 1 ? "it is" : "they are";
}

function count<X extends object>(groups: Map<string, Group & X>, key: string, first: AnyObject, more = {} as X): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { first, count: 1, ...more });
  else group.count++;
}

function andMore(count: number): string {
  return count === 1 ? "" : ` and ${count - 1} more`;
}
