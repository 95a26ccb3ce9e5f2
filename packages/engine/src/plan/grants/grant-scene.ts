import { type AnyObject, coverOfGrants, FutureRules, type Grant, type Grantee, GrantSet, granteeKey, kindNamed, known, type ObjectId } from "@snowtower/kinds";
import { objectNamed, subjectOf } from "../catalog-world.ts";
import type { Matched } from "../match/match-objects.ts";
import type { PlanContext } from "../plan-context.ts";
import { wouldBeShown } from "./would-be-shown.ts";

/** What comparing grants looks at: what becomes of objects and roles, and which grants count as held. */
export class GrantScene {
  readonly context: PlanContext;
  readonly matched: Matched;
  /** Grants that are held and stay held: those that a dropped role has made go with it (docs: sql-reference/sql/drop-role), save that they are described. */
  readonly held: GrantSet;
  readonly #unreadable = new Set<string>();

  constructor(context: PlanContext, matched: Matched) {
    this.context = context;
    this.matched = matched;
    const retired = new Set([...matched.drops.values()].flatMap(({ from }) => (from !== null && kindNamed(from.kind).label === "ROLE" ? from.name : [])));
    const stays = ({ by }: Grant): boolean => retired.size === 0 || typeof by !== "string" || !retired.has(by);
    this.held = new GrantSet([...context.from.grants].filter(stays));
  }

  rules(grants: Iterable<Grant>): FutureRules {
    return new FutureRules(grants, { managed: (schema) => this.isManaged(schema) });
  }

  /** What the grant is about goes away with a DROP, and the grant with it. */
  isGone(grant: Grant): boolean {
    return this.#subjects(grant).some((id) => this.#goes(id));
  }

  /** The grantee is dropped. */
  isGoing(to: Grantee): boolean {
    const id = objectNamed(to.type, to.name);
    return id !== null && this.#goes(id);
  }

  /** The grantee or the target is described, but could not be planned. */
  isBlocked(grant: Grant): boolean {
    return this.#subjects(grant).some((id) => this.matched.blocked.has(id));
  }

  /** What the grant is on, or whom it is for, is only looked at: it stays as it is. */
  isAside(grant: Grant): boolean {
    const { from, scope } = this.context;
    if (scope.rules.isSilent) return false;
    return this.#subjects(grant).some((id) => {
      const object = from.objects.get(id);
      return object !== undefined && scope.of(object).aside;
    });
  }

  #subjects(grant: Grant): ObjectId[] {
    const ids = [objectNamed(grant.to.type, grant.to.name), grant.on.kind === "account" ? null : subjectOf(grant.on)];
    return ids.filter((id) => id !== null);
  }

  /** True if it is known that the grant is not held already; what is not known is told once a grantee. */
  isMissing(grant: Grant): boolean {
    const { to } = grant;
    const key = granteeKey(to);
    const id = objectNamed(to.type, to.name);
    const { from } = this.context;
    if (id !== null && this.matched.creates.has(id)) return true;
    if (!from.coverage.has(coverOfGrants(key))) {
      const gap = from.gaps.find((each) => each.request.includes(" TO ") && each.request.includes(to.name));
      const why = gap === undefined ? "" : ` (${gap.request}: ${gap.why})`;
      return this.#tell(to, `no grant to ${to.type} ${to.name} is planned, because what it holds could not be read${why}`);
    }
    if (wouldBeShown(grant, this.context, (object) => this.matched.creates.has(object) || this.matched.born.has(object))) return true;
    const role = from.partialSight?.role ?? "the role";
    return this.#tell(to, `${to.type} ${to.name} is not granted what ${role} is not shown to be missing, as ${grantWords(grant)}: that takes MANAGE GRANTS`);
  }

  #tell(to: Grantee, message: string): false {
    const key = granteeKey(to);
    if (!this.#unreadable.has(key)) {
      this.#unreadable.add(key);
      this.context.notes.push({ severity: "error", code: "ST2008", message, about: objectNamed(to.type, to.name) ?? key });
    }
    return false;
  }

  /**
   * Objects that exist before the plan, or come into being before future grants can act on them, and that stay.
   * `ours` are described or in a part of the scope that is not just looked at.
   */
  *existing(): Iterable<{ readonly object: AnyObject; readonly ours: boolean }> {
    const { from, to, scope } = this.context;
    for (const object of from.objects.values()) {
      if (this.#goes(object.id)) continue;
      const { mode, aside } = scope.of(object);
      if (!aside) yield { object, ours: to.catalog.objects.has(object.id) || mode !== "observe" };
    }
    for (const object of this.matched.born.values()) {
      if (!this.#goes(object.id) && !this.matched.creates.has(object.id)) yield { object, ours: true };
    }
  }

  #goes(id: ObjectId): boolean {
    return (this.matched.drops.has(id) && !this.matched.creates.has(id)) || this.matched.casualties.has(id);
  }

  isManaged(schema: string): boolean {
    const { from, to } = this.context;
    const id = objectNamed("SCHEMA", schema);
    const object = id === null ? undefined : (to.catalog.objects.get(id) ?? from.objects.get(id));
    return object !== undefined && known(object.fields.managed_access) === true;
  }
}

/** `SELECT on TABLE DB.SC.T` */
function grantWords({ privilege, on }: Grant): string {
  if (on.kind === "account") return `${privilege} on the account`;
  return on.kind === "object" ? `${privilege} on ${on.type} ${on.name}` : `${privilege} on future ${on.type} in ${on.in} ${on.name}`;
}
