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
  type Spec,
  user,
  warehouse,
} from "@snowtower/kinds";
import type { AccountFacts, Identifier } from "@snowtower/sql";

interface ScopeOptions {
  readonly prefix: string;
  readonly admin: Identifier;
  readonly facts: AccountFacts;
  readonly specs: readonly Spec[];
  readonly expansion: Expansion;
  /** What happens to what the admin role owns and no file describes. */
  readonly undescribed: "strict" | "additive";
}

/** What a project manages: in SnowDDL's layout, whatever its admin role and the roles derived from it own (RA 2). */
export function scopeOf(options: ScopeOptions): Scope {
  const { prefix, admin, facts, specs, expansion } = options;
  const owners = new Set<string>([admin, ...[...expansion.roles].flatMap((role) => role.name)]);
  const described = new Map<ObjectId, Spec>(specs.map((spec) => [spec.id, spec]));
  const databases = specs.filter((spec) => spec.kind === database.name).flatMap((spec) => spec.name);
  const isOwned = (object: AnyObject, by: ReadonlySet<string>): boolean => typeof object.owner === "string" && by.has(object.owner);
  // What the run itself stands on is not its business, however it was made.
  const own = new Set<ObjectId>([
    idOf(user.name, [facts.user]),
    idOf(role.name, [facts.role]),
    ...(facts.warehouse === null ? [] : [idOf(warehouse.name, [facts.warehouse])]),
  ]);
  const modeOf = (object: AnyObject): Mode => {
    if (own.has(object.id)) return "observe";
    const container = containerOf(object);
    if (container === null) return isOwned(object, new Set([admin])) && isOfProject(object, prefix) ? options.undescribed : "observe";
    const folder = described.get(container);
    // What is in a container that no file describes goes or stays with it.
    if (folder === undefined) return "additive";
    if (folder.fields.is_sandbox === true || databaseOf(object, described)?.fields.is_sandbox === true) return "additive";
    return isOwned(object, owners) ? options.undescribed : "observe";
  };
  return {
    prefix,
    admin,
    databases: new Set(databases),
    modeOf,
    strictGrantees: expansion.strictGrantees,
    strictMembers: expansion.strictMembers,
    additiveGrantees: expansion.additiveGrantees,
    protected: own,
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
