import {
  type AnyObject,
  type Attachment,
  AttachmentSet,
  type Catalog,
  containerOf,
  type Desired,
  type Grant,
  GrantSet,
  kindNamed,
  type ObjectId,
  refsOf,
  type Treatment,
} from "@snowtower/kinds";
import { objectNamed, subjectOf } from "../catalog-world.ts";
import { sortedBy } from "../code-point-order.ts";
import type { Note } from "../plan.ts";
import { ScopeNotes } from "./scope-notes.ts";

interface WithinScope {
  readonly desired: Desired;
  readonly notes: readonly Note[];
}

/**
 * The project as far as its scope goes: what is not to be planned is described as the account has it, and what is not to be created is not
 * described at all. So everything after this compares two catalogs and need not know of rules.
 */
export function withinScope(from: Catalog, desired: Desired): WithinScope {
  return desired.scope.rules.isSilent ? { desired, notes: [] } : new Projection(from, desired).run();
}

class Projection {
  readonly #from: Catalog;
  readonly #desired: Desired;
  readonly #notes: ScopeNotes;
  readonly #objects = new Map<ObjectId, AnyObject>();
  readonly #renamed: Map<ObjectId, ObjectId>;
  /** Described, not there, and not this project's to create. */
  readonly #left = new Set<ObjectId>();
  readonly #aside = new Map<ObjectId, boolean>();

  constructor(from: Catalog, desired: Desired) {
    this.#from = from;
    this.#desired = desired;
    this.#notes = new ScopeNotes(from.facts);
    this.#renamed = new Map(desired.renamed);
  }

  run(): WithinScope {
    const { catalog, attached } = this.#desired;
    // Containers first: what is in one that is left out is left out with it.
    for (const object of sortedBy(catalog.objects.values(), ({ name, id }) => `${name.length}${id}`)) this.#place(object);
    for (const object of this.#objects.values())
      for (const ref of refsOf(object)) if (this.#left.has(ref)) this.#notes.needed(ref, `${object.id} refers to it`, object.id);
    return {
      desired: {
        ...this.#desired,
        catalog: {
          ...catalog,
          objects: new Map(sortedBy(this.#objects, ([id]) => id)),
          grants: new GrantSet([...catalog.grants].filter((grant) => this.#isPlanned(grant))),
          attachments: new AttachmentSet([...this.#attachments()]),
        },
        attached: new Set([...attached].filter((key) => !this.#isAside(key.slice(0, key.lastIndexOf("|")) as ObjectId))),
        renamed: this.#renamed,
      },
      notes: this.#notes.all(),
    };
  }

  #place(object: AnyObject): void {
    const there = this.#from.objects.get(object.id) ?? this.#underItsFormerName(object);
    const treatment = this.#desired.scope.of(there ?? object);
    const container = containerOf(object);
    if (treatment.aside) this.#setAside(object, there, treatment);
    else if (there === undefined && (treatment.manage === "envelope" || (container !== null && this.#left.has(container)))) this.#leave(object);
    else if (there !== undefined && there.id !== object.id && treatment.manage === "envelope") this.#keep(object, there);
    else this.#objects.set(object.id, there === undefined ? object : asManaged(there, object, treatment));
  }

  #underItsFormerName({ id }: AnyObject): AnyObject | undefined {
    const former = this.#renamed.get(id);
    return former === undefined ? undefined : this.#from.objects.get(former);
  }

  #setAside(object: AnyObject, there: AnyObject | undefined, { mode, manages }: Treatment): void {
    if (mode === "off") this.#notes.off(object);
    else this.#notes.observed(object, there, manages);
    if (there === undefined) this.#left.add(object.id);
    else this.#keep(object, there);
  }

  /** As the account has it, also its name. */
  #keep(object: AnyObject, there: AnyObject): void {
    this.#renamed.delete(object.id);
    this.#objects.set(there.id, there);
    if (there.id !== object.id) this.#left.add(object.id);
  }

  #leave(object: AnyObject): void {
    this.#left.add(object.id);
    this.#notes.left(object);
  }

  #isPlanned(grant: Grant): boolean {
    const ends = [objectNamed(grant.to.type, grant.to.name), grant.on.kind === "account" ? null : subjectOf(grant.on)].filter((id) => id !== null);
    const about = ends.find((id) => this.#left.has(id) || this.#isAside(id));
    if (about === undefined || this.#from.grants.has(grant)) return true;
    this.#notes.withheld(about);
    return false;
  }

  /** What is set on what is set aside stays as it is. */
  *#attachments(): Iterable<Attachment> {
    for (const each of this.#desired.catalog.attachments) {
      if (this.#left.has(each.on) || this.#isAside(each.on)) continue;
      if (this.#left.has(each.what)) this.#notes.needed(each.what, `it is to be set on ${each.on}`, each.on);
      else yield each;
    }
    for (const each of this.#from.attachments) if (this.#isAside(each.on) && this.#objects.has(each.on)) yield each;
  }

  #isAside(id: ObjectId): boolean {
    const known = this.#aside.get(id);
    if (known !== undefined) return known;
    const object = this.#from.objects.get(id) ?? this.#desired.catalog.objects.get(id);
    const aside = object !== undefined && this.#desired.scope.of(object).aside;
    this.#aside.set(id, aside);
    return aside;
  }
}

/** The description, with what it does not manage as the account has it. */
function asManaged(there: AnyObject, object: AnyObject, treatment: Treatment): AnyObject {
  const names = Object.keys(kindNamed(object.kind).fields);
  const unmanaged = names.filter((name) => !treatment.manages(name));
  const owner = treatment.manages("owner") ? object.owner : there.owner;
  if (unmanaged.length === 0) return { ...object, owner };
  const own = Object.entries(object.fields).filter(([name]) => !unmanaged.includes(name));
  const theirs = Object.entries(there.fields).filter(([name]) => unmanaged.includes(name));
  return { ...object, owner, fields: Object.fromEntries([...own, ...theirs]) };
}
