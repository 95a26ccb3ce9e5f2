import { type AnyObject, containerOf, type FutureRules, type Grant, kindNamed, type ObjectChange, type ObjectId } from "@snowtower/kinds";
import { displayed, displayedName, type Identifier } from "@snowtower/sql";
import { subjectOf } from "../catalog-world.ts";
import { ownerOf } from "../owner-of.ts";
import { adminId, creatorOf, type PlanContext, roleId } from "../plan-context.ts";
import { expectedOwner } from "./expected-owner.ts";
import { accessKey, GrantKeys } from "./grant-keys.ts";
import { RoleReach } from "./role-reach.ts";

/** Whom a step runs as, and through which roles it has the right to. */
export interface Actor {
  readonly as: Identifier;
  readonly through: readonly Identifier[];
}

/** Finds the role that a step runs as: the admin wherever it inherits the owner, else the owner himself where the session can be him (RA 15). */
export class Actors {
  readonly #context: PlanContext;
  readonly #futures: FutureRules;
  readonly #reach: RoleReach;
  readonly #keys: GrantKeys;
  readonly #told = new Set<string>();

  constructor(context: PlanContext, futures: FutureRules) {
    this.#context = context;
    this.#futures = futures;
    this.#keys = new GrantKeys(context.from.grants);
    this.#reach = new RoleReach([context.from.grants, context.to.catalog.grants], context.from.coverage);
  }

  /** Who creates an object: the admin, in a container that may belong to another role. */
  creator(object: AnyObject): Actor {
    const as = creatorOf(object, this.#context);
    const container = containerOf(object);
    const holder = container === null ? undefined : this.#ownerOf(container);
    return { as, through: holder === undefined || holder === as ? [] : [holder] };
  }

  /** Who alters, replaces, drops or gives away an object that exists. */
  keeper(object: AnyObject): Actor {
    if (object.id === adminId(this.#context)) return { as: this.#context.facts.role, through: [] };
    return this.#actFor(ownerOf(object), object.id, false);
  }

  /**
   * Who replaces an object: its owner, since it will belong to whoever does, if the session can be him and he may create it.
   * Else whoever keeps it; the ownership is given back then.
   */
  replacer(object: AnyObject): Actor {
    const owner = ownerOf(object);
    const canBe = typeof owner === "string" && this.#reach.of(this.#context.facts.role).roles.has(owner) && this.#mayCreate(owner, object);
    return canBe ? { as: owner, through: [] } : this.keeper(object);
  }

  #mayCreate(role: Identifier, object: AnyObject): boolean {
    const container = containerOf(object);
    const { scope, needs } = kindNamed(object.kind);
    if (container === null || scope === "account") return false;
    const holder = this.#ownerOf(container);
    if (holder !== undefined && this.#reach.of(role).roles.has(holder)) return true;
    const keys = this.#keys.of({ type: "ROLE", name: displayed(role) });
    const on = { kind: "object", type: scope === "schema" ? "SCHEMA" : "DATABASE", name: displayedName(object.name.slice(0, -1)) } as const;
    return needs.create.length > 0 && needs.create.every(({ privilege }) => keys.has(accessKey({ on, privilege })));
  }

  /** Tells where a change is left to a role that the actor is not known to be. */
  mustBe(change: ObjectChange, { as }: Actor): void {
    const object = change.to ?? change.from;
    const role = object === null ? null : (kindNamed(object.kind).needsRole?.(change) ?? null);
    if (object === null || role === null || this.#reach.of(as).roles.has(role)) return;
    const what = change.how === "create" ? "created" : `altered in ${change.fields.join(", ")}`;
    const message = `${object.id} is to be ${what} as ${displayed(as)}, and only ${displayed(role)}, or a role that inherits it, may do that: Snowflake will refuse`;
    this.#context.notes.push({
      severity: "warning",
      code: "ST2007",
      message,
      about: object.id,
      hint: `plan as ${displayed(role)}, or as a role that inherits it`,
    });
  }

  /** Who grants and revokes. */
  grantor(grant: Grant): Actor {
    const { scope, facts } = this.#context;
    if (this.#makesAdmin(grant)) return { as: facts.role, through: [] };
    const target = grant.on.kind === "object" ? subjectOf(grant.on) : null;
    return target === null ? { as: scope.admin, through: [] } : this.#actFor(this.#ownerOf(target), target, true);
  }

  #makesAdmin(grant: Grant): boolean {
    const { scope, facts } = this.#context;
    if (scope.admin === facts.role) return false;
    const admin = displayed(scope.admin);
    const isMember = grant.on.kind === "object" && grant.on.type === "ROLE" && grant.on.name === admin;
    const isAdmin = grant.to.type === "ROLE" && grant.to.name === admin;
    // What the admin makes he gives himself; what he is made of he cannot give.
    return isMember || (isAdmin && (grant.on.kind === "account" || (grant.on.kind === "object" && !this.#isOwn(grant.on))));
  }

  /** True for what the project describes. */
  #isOwn(on: Extract<Grant["on"], { readonly kind: "object" }>): boolean {
    const id = subjectOf(on);
    return id !== null && (this.#context.to.catalog.objects.has(id) || this.#ownerOf(id) === this.#context.scope.admin);
  }

  /** Who owns it when the step runs, as far as that is known. */
  #ownerOf(id: ObjectId): Identifier | undefined {
    const { from, to } = this.#context;
    const there = from.objects.get(id);
    const described = to.catalog.objects.get(id);
    const now = there === undefined ? undefined : ownerOf(there);
    if (described === undefined) return now ?? undefined;
    return expectedOwner(described, this.#futures) ?? (there === undefined ? creatorOf(described, this.#context) : (now ?? undefined));
  }

  #actFor(owner: Identifier | null | undefined, about: ObjectId, grants: boolean): Actor {
    const { scope, facts, notes } = this.#context;
    if (owner === undefined || owner === null || owner === scope.admin) return { as: scope.admin, through: [] };
    const admin = this.#reach.of(scope.admin);
    if (admin.roles.has(owner)) return { as: scope.admin, through: [owner] };
    const session = this.#reach.of(facts.role);
    if (session.roles.has(owner)) return { as: owner, through: [] };
    const mayBe = (grants && admin.managesGrants) || !admin.isComplete || !session.isComplete;
    if (!mayBe && !this.#told.has(owner)) {
      this.#told.add(owner);
      const message = `${about} belongs to ${displayed(owner)}, which neither ${displayed(scope.admin)} nor ${displayed(facts.role)} inherits: steps on what it owns will be refused`;
      notes.push({
        severity: "warning",
        code: "ST2007",
        message,
        about: roleId(owner) ?? about,
        hint: `GRANT ROLE ${displayed(owner)} TO ROLE ${displayed(scope.admin)}`,
      });
    }
    return { as: scope.admin, through: [] };
  }
}
