import {
  type AnyObject,
  containerOf,
  database,
  type Expansion,
  idOf,
  isA,
  isDerivedRole,
  type Mode,
  type ObjectId,
  role,
  type Scope,
  ScopeRules,
  type Spec,
  schema,
  type Treatment,
  treatment,
  user,
  warehouse,
} from "@snowtower/kinds";
import type { AccountFacts, Identifier, QualifiedName } from "@snowtower/sql";
import type { ProjectScope } from "./scope/project-scope.ts";

interface ScopeOptions {
  readonly prefix: string;
  readonly admin: Identifier;
  readonly facts: AccountFacts;
  readonly specs: readonly Spec[];
  readonly expansion: Expansion;
  readonly project: ProjectScope;
  /** The state schema: what SnowTower keeps there is no project's. */
  readonly state?: QualifiedName | null;
}

/** What a project manages: in SnowDDL's layout, whatever its admin role and the roles derived from it own (RA 2), save that rules say otherwise. */
export function scopeOf(options: ScopeOptions): Scope {
  const { prefix, admin, facts, specs, expansion, project } = options;
  const rules = new ScopeRules({ prefix, rules: project.rules, protected: project.protected });
  const owners = new Set<string>([admin, ...[...expansion.roles].flatMap((role) => role.name)]);
  const folders = new Map<ObjectId, Spec>(specs.map((spec) => [spec.id, spec]));
  const described = new Set<ObjectId>([...folders.keys(), ...expansion.roles.map(({ id }) => id)]);
  const isOwned = (object: AnyObject, by: ReadonlySet<string>): boolean => typeof object.owner === "string" && by.has(object.owner);
  // What the run itself stands on is not its business, however it was made.
  const own = new Set<ObjectId>([
    idOf(user.name, [facts.user]),
    idOf(role.name, [facts.role]),
    ...(facts.warehouse === null ? [] : [idOf(warehouse.name, [facts.warehouse])]),
    ...(options.state?.[0] === undefined ? [] : [idOf(database.name, [options.state[0]]), idOf(schema.name, options.state)]),
  ]);
  /** What no file describes, where the scope is `wished`. */
  const undescribed = (object: AnyObject, wished: Mode): Mode => {
    if (own.has(object.id)) return "observe";
    const container = containerOf(object);
    if (container === null) return isOwned(object, new Set([admin])) && isOfProject(object, prefix) ? wished : "observe";
    const folder = folders.get(container);
    // What is in a container that no file describes goes or stays with it.
    if (folder === undefined) return "additive";
    if (folder.fields.is_sandbox === true || databaseOf(object, folders)?.fields.is_sandbox === true) return "additive";
    return isOwned(object, owners) ? wished : "observe";
  };
  const known = new WeakMap<AnyObject, Treatment>();
  const treat = (object: AnyObject): Treatment => {
    const ruling = rules.of(object);
    const wished = ruling.mode ?? project.undescribed;
    const parts = { kind: object.kind, ruling, protected: own.has(object.id) || rules.isProtected(object) };
    if (wished === "off" || wished === "observe") return treatment({ ...parts, mode: wished });
    // Others are taken away from what is described only where that is ours.
    if (described.has(object.id)) return treatment({ ...parts, mode: isOwned(object, owners) ? wished : "additive" });
    // Somebody else's object: whether it is there is not our business, what is around it is.
    if (ruling.manage === "envelope") return treatment({ ...parts, mode: "additive" });
    const named = wished === "strict" && ruling.namesOwner && !own.has(object.id) && object.name[0]?.startsWith(prefix) === true;
    return treatment({ ...parts, mode: named ? "strict" : undescribed(object, wished) });
  };
  return {
    prefix,
    admin,
    databases: new Set(specs.filter((spec) => spec.kind === database.name).flatMap((spec) => spec.name)),
    rules,
    // Every part of the planner asks again.
    of(object) {
      const treated = known.get(object) ?? treat(object);
      known.set(object, treated);
      return treated;
    },
    strictGrantees: expansion.strictGrantees,
    strictMembers: expansion.strictMembers,
    additiveGrantees: expansion.additiveGrantees,
  };
}

/** Beside what has the prefix of the environment: a plain role that no file describes is nobody's business (RA 1, 2). */
function isOfProject(object: AnyObject, prefix: string): boolean {
  const [name = ""] = object.name;
  return name.startsWith(prefix) && (!isA(object, role) || isDerivedRole(name));
}

/** `is_sandbox` of a schema is inherited from its database. */
function databaseOf(object: AnyObject, described: ReadonlyMap<ObjectId, Spec>): Spec | undefined {
  return described.get(idOf(database.name, object.name.slice(0, 1)));
}
