import {
  type AnyObject,
  type Attachment,
  type Catalog,
  catalogue,
  containerOf,
  type Grant,
  grantKey,
  kindOfLabel,
  type ObjectId,
  parseSignature,
  refsOf,
  type World,
} from "@snowtower/kinds";
import { sortedBy } from "./code-point-order.ts";

type Seen = Pick<Catalog, "objects" | "grants" | "attachments">;

/** Answers questions about a catalog that its maps do not answer by themselves. Indexes are made when first asked for. */
export class CatalogWorld implements World {
  readonly #catalog: Seen;
  #inside: Map<ObjectId, AnyObject[]> | null = null;
  #owned: Map<string, AnyObject[]> | null = null;
  #grants: Map<ObjectId, Grant[]> | null = null;
  #grantsByRoot: Map<string, Grant[]> | null = null;
  #users: ReadonlyMap<ObjectId, readonly AnyObject[]> | null = null;

  constructor(catalog: Seen) {
    this.#catalog = catalog;
  }

  find(id: ObjectId): AnyObject | null {
    return this.#catalog.objects.get(id) ?? null;
  }

  /** All that is in the container, and in what is in it; by id, whatever the order of the catalog. */
  inside(container: ObjectId): readonly AnyObject[] {
    return sortedBy(this.#contents(container), (object) => object.id);
  }

  #contents(container: ObjectId): AnyObject[] {
    this.#inside ??= groupBy(this.#catalog.objects.values(), containerOf);
    return (this.#inside.get(container) ?? []).flatMap((child) => [child, ...this.#contents(child.id)]);
  }

  grants(on: ObjectId): readonly Grant[] {
    this.#grants ??= groupBy(this.#catalog.grants, (grant) => (grant.on.kind === "account" ? null : subjectOf(grant.on)));
    return sortedBy(this.#grants.get(on) ?? [], grantKey);
  }

  /** Grants on the object and on whatever is in it, read or not: their names tell. */
  grantsWithin(object: AnyObject): readonly Grant[] {
    this.#grantsByRoot ??= groupBy(this.#catalog.grants, (grant) => (grant.on.kind === "account" ? null : (parseSignature(grant.on.name)?.name[0] ?? null)));
    const [root] = object.name;
    const isWithin = ({ on }: Grant): boolean => {
      if (on.kind === "account") return false;
      const name = parseSignature(on.name)?.name ?? [];
      // What a schema holds has its name in front; a warehouse and a database of one name hold nothing of each other's.
      return subjectOf(on) === object.id || (isContainer(object) && name.length > object.name.length && object.name.every((part, i) => part === name[i]));
    };
    return root === undefined ? [] : sortedBy((this.#grantsByRoot.get(root) ?? []).filter(isWithin), grantKey);
  }

  /** What belongs to a role (stored name), by id. */
  ownedBy(role: string): readonly AnyObject[] {
    this.#owned ??= groupBy(this.#catalog.objects.values(), ({ owner }) => (typeof owner === "string" ? owner : null));
    return sortedBy(this.#owned.get(role) ?? [], (object) => object.id);
  }

  /** Objects that refer to this one, by id. */
  users(of: ObjectId): readonly AnyObject[] {
    this.#users ??= usersIn(this.#catalog.objects.values());
    return sortedBy(this.#users.get(of) ?? [], (object) => object.id);
  }

  attachments(of: ObjectId): readonly Attachment[] {
    return this.#catalog.attachments.on(of);
  }
}

/** The object that a grant rests on: its target, or the container of a future grant. `null` for what is of no kind. */
export function subjectOf(on: Exclude<Grant["on"], { readonly kind: "account" }>): ObjectId | null {
  return objectNamed(on.kind === "object" ? on.type : on.in, on.name);
}

/** The id of the object that grants call `TABLE` and `DB.SC.T`. */
export function objectNamed(label: string, displayed: string): ObjectId | null {
  const kind = kindOfLabel(label);
  return kind === undefined ? null : (`${kind.name}:${displayed}` as ObjectId);
}

/** Other kinds are in objects of this one. */
export function isContainer({ kind }: AnyObject): boolean {
  return catalogue.some((each) => each.scope === kind);
}

function usersIn(objects: Iterable<AnyObject>): ReadonlyMap<ObjectId, readonly AnyObject[]> {
  const users = new Map<ObjectId, AnyObject[]>();
  for (const object of objects) for (const id of refsOf(object)) users.set(id, [...(users.get(id) ?? []), object]);
  return users;
}

function groupBy<K, T>(items: Iterable<T>, key: (item: T) => K | null): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const at = key(item);
    if (at === null) continue;
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [item]);
    else group.push(item);
  }
  return groups;
}
