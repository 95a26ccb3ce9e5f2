import { type AnyObject, diffObject, type ObjectId, type Treatment } from "@snowtower/kinds";
import type { AccountFacts } from "@snowtower/sql";
import { sortedByCodePoint } from "../code-point-order.ts";
import { ownerOf } from "../owner-of.ts";
import type { Note } from "../plan.ts";

/** So many names stand in a note; the others are counted. */
const MOST_NAMES = 5;

/** What the scope keeps out of a plan, in words: one note for all that the same is said of. */
export class ScopeNotes {
  readonly #facts: AccountFacts;
  readonly #groups = new Map<string, { readonly ids: Set<string>; readonly tell: (names: string, many: boolean) => Omit<Note, "about"> }>();
  readonly #withheld = new Map<ObjectId, number>();

  constructor(facts: AccountFacts) {
    this.#facts = facts;
  }

  /** Described, and only looked at: told where it is not as described. */
  observed(object: AnyObject, there: AnyObject | undefined, manages: Treatment["manages"]): void {
    if (there === undefined) {
      this.#add(`absent|${object.kind}`, object.id, (names, many) => ({
        severity: "warning",
        code: "ST2030",
        message: `${names} ${many ? "are" : "is"} only looked at, and the account has none`,
      }));
      return;
    }
    const fields = differences(there, object, this.#facts).filter(manages);
    if (fields.length === 0) return;
    this.#add(`differs|${object.kind}|${fields.join()}`, object.id, (names, many) => ({
      severity: "warning",
      code: "ST2030",
      message: `${names} ${many ? "are" : "is"} only looked at, and not as described: ${fields.join(", ")}`,
    }));
  }

  off(object: AnyObject): void {
    this.#add(`off|${object.kind}`, object.id, (names, many) => ({
      severity: "warning",
      code: "ST2031",
      message: `${names} ${many ? "are" : "is"} described, and off: nothing of ${many ? "them" : "it"} is compared`,
      hint: "take the rule out of the scope, or the description out of the project",
    }));
  }

  left(object: AnyObject): void {
    this.#add(`left|${object.kind}`, object.id, (names, many) => ({
      severity: "warning",
      code: "ST2032",
      message: `${names} ${many ? "are" : "is"} not there, and somebody else's to create: nothing is planned for ${many ? "them" : "it"}`,
      hint: "plan again when whoever creates it has done so",
    }));
  }

  /** A grant that is not planned, because of what it is on or whom it is for. */
  withheld(about: ObjectId): void {
    this.#withheld.set(about, (this.#withheld.get(about) ?? 0) + 1);
  }

  needed(id: ObjectId, why: string, by: ObjectId): void {
    this.#add(`needed|${id}|${by}`, by, () => ({
      severity: "error",
      code: "ST2033",
      message: `${id} is not there, and not this project's to create, but ${why}`,
      hint: "plan again when it is there, or let this project create it",
    }));
  }

  all(): readonly Note[] {
    const groups = [...this.#groups.values()].map(({ ids, tell }) => {
      const [about = ""] = sortedByCodePoint(ids);
      return { ...tell(namesOf(ids), ids.size > 1), about };
    });
    return [...groups, ...withheldGrants(this.#withheld, "give")];
  }

  #add(key: string, id: ObjectId, tell: (names: string, many: boolean) => Omit<Note, "about">): void {
    const group = this.#groups.get(key) ?? { ids: new Set<string>(), tell };
    group.ids.add(id);
    this.#groups.set(key, group);
  }
}

/** Grants that differ on what the scope keeps out of the plan, in one note. */
export function withheldGrants(counts: ReadonlyMap<ObjectId, number>, how: "give" | "take"): readonly Note[] {
  const sum = [...counts.values()].reduce((all, each) => all + each, 0);
  if (sum === 0) return [];
  const [about = ""] = sortedByCodePoint(counts.keys());
  const many = sum > 1;
  const what =
    how === "give"
      ? `${many ? `${sum} described grants are` : "a described grant is"} not given`
      : `${many ? `${sum} grants that no file describes are` : "a grant that no file describes is"} not taken`;
  const message = `${what}: the scope keeps what ${many ? "they are" : "it is"} on or for out of the plan (${namesOf(counts.keys())})`;
  return [{ severity: "warning", code: "ST2030", message, about }];
}

function differences(there: AnyObject, object: AnyObject, facts: AccountFacts): readonly string[] {
  const fields = diffObject(there, { ...object, owner: there.owner }, facts)?.fields ?? [];
  const [wanted, owner] = [ownerOf(object), ownerOf(there)];
  const name = there.id === object.id ? [] : ["name"];
  return [...name, ...(typeof wanted === "string" && owner !== undefined && owner !== wanted ? ["owner"] : []), ...fields];
}

/** `table:A, table:B and 3 more`. */
function namesOf(ids: Iterable<string>): string {
  const all = sortedByCodePoint(ids);
  const shown = all.slice(0, MOST_NAMES).map((id, i) => (i === 0 ? id : withoutKind(id, all[0] ?? "")));
  const more = all.length - shown.length;
  const [last = ""] = shown.slice(-1);
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  return shown.length === 1 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

/** The kind is said once. */
function withoutKind(id: string, first: string): string {
  const kind = first.slice(0, first.indexOf(":") + 1);
  return id.startsWith(kind) ? id.slice(kind.length) : id;
}
