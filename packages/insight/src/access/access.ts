import { type Catalog, type Change, type Grant, type Grantee, granteeKey, securableOf } from "@snowtower/kinds";
import type { Identifier } from "@snowtower/sql";
import type { AccessGraph } from "../graph/access-graph.ts";
import { type ChangingOptions, changeGraph } from "../graph/change-graph.ts";
import { grantedTo, loadGraph } from "../graph/load-graph.ts";
import { narrows, type Operation, widens } from "../graph/operation.ts";
import { RoleClosures } from "../graph/role-closures.ts";
import type { Target } from "../target.ts";
import { Affected } from "./affected.ts";
import { type Coverage, Reading, sorted } from "./coverage.ts";
import { type Escalation, escalationsOf } from "./escalations.ts";
import { holdersOf } from "./holders.ts";
import { type LogIn, LogIns } from "./log-in.ts";
import { FutureGrants, type NewObject, type Rules } from "./on-new.ts";
import { affectedBy, managedWarehouses, type Rectangle, targetsOf } from "./operation-reach.ts";
import { type Active, activeIn, type Session } from "./session.ts";
import { isUsable, usableOn } from "./usable.ts";
import { granteeAt, targetAt, type Why, whyUsable } from "./why.ts";

export interface Question {
  /** `SELECT`, `CREATE TABLE`, `OWNERSHIP`; USAGE on a role is to hold it. */
  readonly privilege: string;
  readonly on: Target;
}

export interface Answer {
  readonly usable: boolean;
  /** How it is come by; `null` if it cannot be used. */
  readonly why: Why | null;
  /** Of a "no": what it does not rest on. A "yes" is one whatever else there is. */
  readonly coverage: Coverage;
}

/** What somebody can do with one object. */
export interface Holding {
  readonly on: Target;
  /** OWNERSHIP stands for all privileges. */
  readonly privileges: readonly string[];
}

/** What future grants give somebody on a new object. */
export interface OnNew extends Rules {
  readonly coverage: Coverage;
}

/**
 * Who can do what, now: an index of a catalog's grants, owners and roles, made once and moved on change by change.
 * Three questions are kept apart (RA 18): what can be used now (`can`, `holdings`, `who`), what would be given on new objects (`onNew`),
 * and what leads to more (`escalations`). What is reached through views and procedures with their owner's rights is none of these.
 */
export class Access {
  readonly #graph: AccessGraph;
  readonly #closures: RoleClosures;
  readonly #futures: FutureGrants;
  readonly #reading: Reading;
  readonly #logIns: LogIns;

  constructor(catalog: Catalog) {
    this.#graph = loadGraph(catalog);
    this.#closures = new RoleClosures(this.#graph);
    this.#futures = new FutureGrants(catalog);
    this.#reading = new Reading(this.#graph, catalog);
    this.#logIns = new LogIns(catalog);
  }

  /** Whether a privilege can be used: held by what is active in the session, with some privilege on the database and the schema around. */
  can(session: Session, question: Question): Answer {
    const graph = this.#graph;
    const active = this.#active(session);
    const asked = this.#numbered(question);
    const usable = asked !== null && isUsable(graph, active, asked);
    return {
      usable,
      why: usable && asked !== null ? whyUsable(graph, { active, session }, asked) : null,
      coverage: this.#reading.of(usable ? [] : this.#involved(session, active), usable || asked === null ? [] : [asked.on, ...graph.containersOf(asked.on)]),
    };
  }

  /** The privileges on one object that can be used. */
  privilegesOn(session: Session, on: Target): readonly string[] {
    const target = this.#graph.targets.find(on.type, on.name);
    return target === undefined ? [] : this.#privileges(this.#active(session), target);
  }

  /** Everything that can be done with anything, by object. */
  *holdings(session: Session): Generator<Holding> {
    const active = this.#active(session);
    const targets = new Set([...targetsOf(this.#graph, active.all), ...managedWarehouses(this.#graph)]);
    for (const target of targets) {
      const privileges = this.#privileges(active, target);
      if (privileges.length > 0) yield { on: targetAt(this.#graph, target), privileges };
    }
  }

  /** Everybody who can use it: users with all they can activate, roles and shares by themselves. */
  who(question: Question): { readonly holders: readonly Grantee[]; readonly coverage: Coverage } {
    const graph = this.#graph;
    const asked = this.#numbered(question);
    const found = asked === null ? [] : [...holdersOf(graph, this.#closures, asked)].map((each) => granteeAt(graph, each));
    const everybody = Array.from({ length: graph.principals.size }, (_, each) => granteeAt(graph, each));
    return {
      holders: sorted(found, granteeKey),
      coverage: this.#reading.of(everybody, asked === null ? [] : [asked.on, ...graph.containersOf(asked.on)]),
    };
  }

  /** What future grants give on an object that is yet to be made. It can be used once the database and the schema are open, as anything else. */
  onNew(session: Session, object: NewObject): OnNew {
    const active = this.#active(session);
    const { acting, silenced } = this.#futures.rulesFor(object);
    const isHis = ({ to }: Grant): boolean => active.all.has(this.#graph.principals.find(to.type, to.name) ?? -1);
    return { acting: acting.filter(isHis), silenced: silenced.filter(isHis), coverage: this.#reading.of(this.#involved(session, active), []) };
  }

  /** The ways to more access than is held. */
  escalations(session: Session): { readonly escalations: readonly Escalation[]; readonly coverage: Coverage } {
    const active = this.#active(session);
    const isManaged = (name: string): boolean => this.#futures.isManaged(name);
    const escalations = escalationsOf(this.#graph, { session, active, isManaged });
    const key = ({ kind, on, privilege }: Escalation): string => `${kind}|${on.type}|${on.name}|${privilege}`;
    return { escalations: sorted(escalations, key), coverage: this.#reading.of(this.#involved(session, active), []) };
  }

  /** Moves on to after these changes. What a change takes along needs no change of its own. */
  advance(changes: Iterable<Change>, options: { readonly as?: Identifier } = {}): void {
    this.#follow(changes, { ...options, after: (operation) => this.#closures.forget(operation) });
  }

  /** Moves on likewise, and says whose access to what may be another one. It takes longer: what is behind a change is looked up. */
  affect(changes: Iterable<Change>, options: { readonly as?: Identifier } = {}): Affected {
    const rectangles: Rectangle[] = [];
    const formerly: Target[] = [];
    const note = (operation: Operation): void => void rectangles.push(...affectedBy(this.#graph, this.#closures, operation));
    const before = (operation: Operation): void => {
      if (narrows(operation)) note(operation);
      if (operation.kind === "rename") formerly.push(targetAt(this.#graph, operation.on));
    };
    const after = (operation: Operation): void => {
      this.#closures.forget(operation);
      if (widens(operation) || operation.kind === "rename") note(operation);
    };
    this.#follow(changes, { ...options, before, after });
    return new Affected(this.#graph, rectangles, formerly);
  }

  #follow(changes: Iterable<Change>, options: ChangingOptions): void {
    for (const change of changes) {
      changeGraph(this.#graph, change, options);
      this.#futures.advance(change);
      this.#note(change);
    }
  }

  /** What a session of the user begins with, as far as it is known. */
  logIn(who: Grantee): LogIn {
    return this.#logIns.of(who);
  }

  #active(session: Session): Active {
    return activeIn(this.#graph, this.#closures, session);
  }

  /** Who is asked about, and all whose privileges count. */
  #involved(session: Session, { all }: Active): readonly Grantee[] {
    const asked = session.kind === "as role" ? session.role : session.user;
    return [asked, ...[...all].map((each) => granteeAt(this.#graph, each))];
  }

  #numbered({ privilege, on }: Question): { readonly privilege: number; readonly on: number } | null {
    const target = this.#graph.targets.find(on.type, on.name);
    return target === undefined ? null : { privilege: this.#graph.privilege(privilege), on: target };
  }

  #privileges(active: Active, target: number): readonly string[] {
    return sorted(
      usableOn(this.#graph, active, target).map((each) => this.#graph.privileges[each] ?? ""),
      (each) => each,
    );
  }

  #note(change: Change): void {
    this.#logIns.advance(change);
    if (change.kind !== "object" || change.how !== "create" || change.to === null) return;
    const securable = securableOf(change.to);
    if (securable !== null && grantedTo(securable.type)) this.#reading.made({ type: securable.type as Grantee["type"], name: securable.name });
  }
}
