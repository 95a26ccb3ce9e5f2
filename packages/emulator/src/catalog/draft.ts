import { type Catalog, entryAt } from "./catalog.ts";
import type { Entry, Id } from "./entry.ts";
import type { FutureGrant, Grant } from "./grant.ts";
import { type Mutation, mutate } from "./mutation.ts";

/** What one statement is doing: it sees its own changes, nobody else does until they are taken over. Thrown away when the statement fails. */
export class Draft {
  readonly mutations: Mutation[] = [];
  catalog: Catalog;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  apply(mutation: Mutation): void {
    this.catalog = mutate(this.catalog, mutation);
    this.mutations.push(mutation);
  }

  put(entry: Entry): void {
    this.apply({ kind: "put", entry });
  }

  /** Adds an object under the next free number. */
  add(entry: Omit<Entry, "id">): Entry {
    const added = { id: this.catalog.nextId, ...entry };
    this.put(added);
    return added;
  }

  /** The entry with some fields changed; gives the new one. */
  change(id: Id, fields: Partial<Omit<Entry, "id">>): Entry {
    const changed = { ...entryAt(this.catalog, id), ...fields };
    this.put(changed);
    return changed;
  }

  remove(id: Id): void {
    this.apply({ kind: "remove", id });
  }

  grant(grant: Grant): void {
    this.apply({ kind: "grant", grant });
  }

  revoke(grant: Grant): void {
    this.apply({ kind: "revoke", grant });
  }

  grantFuture(grant: FutureGrant): void {
    this.apply({ kind: "grant-future", grant });
  }

  revokeFuture(grant: FutureGrant): void {
    this.apply({ kind: "revoke-future", grant });
  }
}
