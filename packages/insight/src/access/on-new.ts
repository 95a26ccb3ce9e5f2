import { type Catalog, type Change, type Grant, grantKey, isA, isFuture, known, schema, signature } from "@snowtower/kinds";

/** Where an object would be made. */
export interface NewObject {
  /** In the words of GRANT: `TABLE`. */
  readonly type: string;
  readonly database: string;
  /** Displayed, with its database: `DB.SC`. Absent: the new object is a schema. */
  readonly schema?: string;
}

/** What future grants say of a new object. */
export interface Rules {
  /** They act when the object is made; OWNERSHIP among them makes the grantee its owner. */
  readonly acting: readonly Grant[];
  /** They do not, because the schema has future grants of its own for the type, to whatever role (docs: sql-reference/sql/grant-privilege, "Considerations"). */
  readonly silenced: readonly Grant[];
}

/** Future grants: no access, but what gives access to objects that are yet to be made (RA 18). */
export class FutureGrants {
  readonly #at = new Map<string, Map<string, Grant>>();
  readonly #managed = new Set<string>();

  constructor(catalog: Catalog) {
    for (const grant of catalog.grants) this.#set(grant, true);
    for (const object of catalog.objects.values()) {
      if (isA(object, schema) && known(object.fields.managed_access) === true) this.#managed.add(signature(object.name));
    }
  }

  /** Follows a change. What is in a container that is dropped or renamed has to be said by changes of its own. */
  advance(change: Change): void {
    if (change.kind === "grant") {
      if (change.from !== null) this.#set(change.from, false);
      if (change.to !== null) this.#set(change.to, true);
    }
    if (change.kind !== "object") return;
    const { from, to } = change;
    if (from !== null && isA(from, schema)) this.#managed.delete(signature(from.name));
    if (to !== null && isA(to, schema) && known(to.fields.managed_access) === true) this.#managed.add(signature(to.name));
  }

  #set(grant: Grant, adds: boolean): void {
    if (!isFuture(grant)) return;
    const key = placeKey(grant.on.type, grant.on.name);
    const there = this.#at.get(key) ?? new Map<string, Grant>();
    if (adds) there.set(grantKey(grant), grant);
    else there.delete(grantKey(grant));
    if (there.size === 0) this.#at.delete(key);
    else this.#at.set(key, there);
  }

  rulesFor({ type, database, schema: inSchema }: NewObject): Rules {
    const ofDatabase = this.#of(type, database);
    const ofSchema = inSchema === undefined ? [] : this.#of(type, inSchema);
    if (ofSchema.length > 0) return { acting: ofSchema, silenced: ofDatabase };
    // "[...] in a database do not apply to new objects in a managed access schema" (docs: sql-reference/sql/grant-privilege).
    const managed = inSchema !== undefined && this.isManaged(inSchema);
    return { acting: ofDatabase.filter(({ privilege }) => !(managed && privilege === "OWNERSHIP")), silenced: [] };
  }

  /** Displayed name of a schema: only its owner and who manages grants give privileges on what is in it. */
  isManaged(schemaName: string): boolean {
    return this.#managed.has(schemaName);
  }

  #of(type: string, container: string): readonly Grant[] {
    return [...(this.#at.get(placeKey(type, container))?.values() ?? [])];
  }
}

function placeKey(type: string, container: string): string {
  return `${type}|${container}`;
}
