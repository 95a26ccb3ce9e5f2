import { type AnyObject, kindNamed, unknownFields } from "@snowtower/kinds";
import type { Note } from "../plan.ts";
import type { PlanContext } from "../plan-context.ts";
import { coverOfObject } from "./absent.ts";

interface Group {
  readonly first: AnyObject;
  count: number;
}

/** Described objects of which it is not known whether they exist, one note for all that one refused request hides. */
export class Unread {
  readonly #groups = new Map<string, Group>();

  add(object: AnyObject): void {
    count(this.#groups, coverOfObject(object), object);
  }

  notes({ from }: PlanContext): Note[] {
    return [...this.#groups.values()].map(({ first, count }) => {
      const { plural } = kindNamed(first.kind);
      const gap = from.gaps.find((each) => each.request.toUpperCase().includes(plural));
      const why = gap === undefined ? `${plural.toLowerCase()} were not read there, or what holds them is not visible` : `${gap.request}: ${gap.why}`;
      const message = `${first.id}${andMore(count)} cannot be created: it is not known that ${count === 1 ? "it is" : "they are"} absent (${why})`;
      return { severity: "error", code: "ST2001", message, about: first.id, hint: "give the role that plans the privilege to see them" };
    });
  }
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

function count<X extends object>(groups: Map<string, Group & X>, key: string, first: AnyObject, more = {} as X): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { first, count: 1, ...more });
  else group.count++;
}

function andMore(count: number): string {
  return count === 1 ? "" : ` and ${count - 1} more`;
}
