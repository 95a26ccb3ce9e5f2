import { displayedName } from "@snowtower/sql";
import { type Grant, type Grantee, granteeKey } from "./grant.ts";
import type { Securable } from "./securable.ts";
import { parseSignature } from "./signature.ts";

type FutureGrant = Grant & { readonly on: { readonly kind: "future" } };

interface OfType {
  readonly database: Map<string, FutureGrant[]>;
  readonly schema: Map<string, FutureGrant[]>;
}

const NONE: readonly FutureGrant[] = [];

/** What future grants do when an object is made, and what they account for. */
export class FutureRules {
  readonly #byType = new Map<string, OfType>();
  readonly #covered = new Map<string, Set<string>>();
  readonly #managed: (schema: string) => boolean;

  /** `grants` may hold others too. `managed` says whether a schema (displayed name) has managed access. */
  constructor(grants: Iterable<Grant>, options: { readonly managed?: (schema: string) => boolean } = {}) {
    this.#managed = options.managed ?? (() => false);
    for (const grant of grants) if (isFuture(grant)) this.#add(grant);
  }

  #add(grant: FutureGrant): void {
    const { type, in: container, name } = grant.on;
    const ofType = this.#byType.get(type) ?? { database: new Map(), schema: new Map() };
    this.#byType.set(type, ofType);
    const level = container === "DATABASE" ? ofType.database : ofType.schema;
    level.set(name, [...(level.get(name) ?? []), grant]);
    const key = coverKey(grant);
    const containers = this.#covered.get(key) ?? new Set();
    this.#covered.set(key, containers.add(name));
  }

  /** The future grants that act when the object is made. Those of its schema, to whatever role, hide those of its database (RA 18). */
  acting(object: Securable): readonly FutureGrant[] {
    const ofType = this.#byType.get(object.type);
    if (ofType === undefined) return NONE;
    const inSchema = object.schema === null ? undefined : ofType.schema.get(object.schema);
    if (inSchema !== undefined) return inSchema.filter((grant) => materialises(grant, object));
    const inDatabase = object.database === null ? undefined : ofType.database.get(object.database);
    if (inDatabase === undefined) return NONE;
    // "A future grant of the OWNERSHIP privilege on objects in a database do not apply to new objects in a managed access schema" (docs: sql-reference/sql/grant-privilege).
    const managed = object.schema !== null && this.#managed(object.schema);
    return inDatabase.filter((grant) => materialises(grant, object) && !(managed && grant.privilege === "OWNERSHIP"));
  }

  /** What making the object grants. */
  grantsOn(object: Securable): readonly Grant[] {
    return this.acting(object).flatMap((future) => (future.privilege === "OWNERSHIP" ? [] : [caused(future, object)]));
  }

  /** Who owns the object once it is made; `null`: whoever made it. */
  ownerOf(object: Securable): Grantee | null {
    return this.acting(object).find((future) => future.privilege === "OWNERSHIP")?.to ?? null;
  }

  /** True if a grant on an object is of the sort that a future grant to the same grantee gives, in its schema or its database. Hidden ones count too: they may have acted before they were hidden. */
  explains(grant: Grant): boolean {
    if (grant.on.kind !== "object") return false;
    const containers = this.#covered.get(coverKey(grant as Grant & { readonly on: { readonly type: string } }));
    if (containers === undefined) return false;
    const name = parseSignature(grant.on.name)?.name;
    if (name === undefined) return false;
    return [1, 2].some((parts) => parts < name.length && containers.has(displayedName(name.slice(0, parts))));
  }
}

/** The grant on this object that the future grant gives. */
export function caused(future: Grant, object: Securable): Grant {
  return { privilege: future.privilege, on: { kind: "object", type: object.type, name: object.name }, to: future.to, option: future.option };
}

export function isFuture(grant: Grant): grant is FutureGrant {
  return grant.on.kind === "future";
}

function coverKey(grant: Grant & { readonly on: { readonly type: string } }): string {
  return `${granteeKey(grant.to)}|${grant.on.type}|${grant.privilege}`;
}

/** "For internal stages, only future grants with the READ or WRITE privilege are materialized. For external stages, only [...] USAGE" (docs: sql-reference/sql/grant-privilege). */
function materialises(grant: Grant, object: Securable): boolean {
  if (object.type !== "STAGE" || object.external === undefined || grant.privilege === "OWNERSHIP") return true;
  return (grant.privilege === "USAGE") === object.external;
}
