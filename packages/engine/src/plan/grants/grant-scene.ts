import {
  type AnyObject,
  coverOfGrants,
  FutureRules,
  type Grant,
  type Grantee,
  GrantSet,
  granteeKey,
  grantKey,
  kindNamed,
  known,
  type ObjectId,
} from "@snowtower/kinds";
import { objectNamed, subjectOf } from "../catalog-world.ts";
import { sortedBy } from "../code-point-order.ts";
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
  readonly #unshown: Grant[] = [];

  constructor(context: PlanContext, matched: Matched) {
    this.context = context;
    this.matched = matched;
    const retired = new Set([...matched.drops.values()].flatMap(({ from }) => (from !== null && kindNamed(from.kind).label === "ROLE" ? from.name : [])));
    // What a role that goes has granted goes with it, save where it owns the object: that is handed over before, with its grants.
    const isHandedOver = ({ by, on }: Grant): boolean => {
      const id = on.kind === "object" ? subjectOf(on) : null;
      return id !== null && context.from.objects.get(id)?.owner === by && !matched.replaced.has(id);
    };
    const stays = (grant: Grant): boolean => retired.size === 0 || typeof grant.by !== "string" || !retired.has(grant.by) || isHandedOver(grant);
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
    return this.asideOf(grant) !== null;
  }

  /** Which of them that is. */
  asideOf(grant: Grant): ObjectId | null {
    const { from, scope } = this.context;
    if (scope.rules.isSilent) return null;
    const isAside = (id: ObjectId): boolean => {
      const object = from.objects.get(id);
      return object !== undefined && scope.of(object).aside;
    };
    return this.#subjects(grant).find(isAside) ?? null;
  }

  #subjects(grant: Grant): ObjectId[] {
    const ids = [objectNamed(grant.to.type, grant.to.name), grant.on.kind === "account" ? null : subjectOf(grant.on)];
    return ids.filter((id) => id !== null);
  }

  /** True if it is known that the grant is not held already; what is not known is told once a grantee, or once a plan. */
  isMissing(grant: Grant): boolean {
    const id = objectNamed(grant.to.type, grant.to.name);
    if (id !== null && this.matched.creates.has(id)) return true;
    if (!this.context.from.coverage.has(coverOfGrants(granteeKey(grant.to)))) {
      this.#tellUnread(grant.to);
      return false;
    }
    if (wouldBeShown(grant, this.context, (object) => this.matched.creates.has(object) || this.matched.born.has(object))) return true;
    this.#unshown.push(grant);
    return false;
  }

  #tellUnread(to: Grantee): void {
    const key = granteeKey(to);
    if (this.#unreadable.has(key)) return;
    this.#unreadable.add(key);
    const gap = this.context.from.gaps.find((each) => each.request.includes(" TO ") && each.request.includes(to.name));
    const why = gap === undefined ? "" : ` (${gap.request}: ${gap.why})`;
    const message = `no grant to ${to.type} ${to.name} is planned, because what it holds could not be read${why}`;
    this.context.notes.push({ severity: "error", code: "ST2008", message, about: objectNamed(to.type, to.name) ?? key });
  }

  /** Tells of the grants that were asked about and may be held: the role that reads is not shown them. */
  tellUnshown(): void {
    const [first] = sortedBy(this.#unshown, grantKey);
    if (first === undefined) return;
    const { from, notes } = this.context;
    const more = this.#unshown.length === 1 ? "" : ` and ${this.#unshown.length - 1} more`;
    const message = `${grantWords(first)}${more} cannot be granted: ${from.partialSight?.role ?? "the role"} is not shown whether it is held`;
    const hint = "plan as a role that has MANAGE GRANTS or inherits SECURITYADMIN; if it is not held, say so with --assume-absent";
    notes.push({ severity: "error", code: "ST2008", message, about: granteeKey(first.to).replace("|", " "), hint });
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

/** `SELECT on TABLE DB.SC.T to ROLE R` */
function grantWords({ privilege, on, to }: Grant): string {
  const place = on.kind === "account" ? "the account" : on.kind === "object" ? `${on.type} ${on.name}` : `future ${on.type} in ${on.in} ${on.name}`;
  return `${privilege} on ${place} to ${to.type} ${to.name}`;
}
