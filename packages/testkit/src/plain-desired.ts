import { type AnyObject, AttachmentSet, type Catalog, type Desired, GrantSet, type Mode, ScopeRules, treatment } from "@snowtower/kinds";
import { type AccountFacts, exactly } from "@snowtower/sql";

interface PlainDesiredParts {
  readonly facts: AccountFacts;
  readonly objects: readonly AnyObject[];
  /** Databases (stored names) whose contents are read. */
  readonly databases: readonly string[];
  readonly modeOf: (object: AnyObject) => Mode;
}

/** A project without files, roles and grants: these objects are described, and nothing else. */
export function plainDesired({ facts, objects, databases, modeOf }: PlainDesiredParts): Desired {
  const catalog: Catalog = {
    facts,
    objects: new Map(objects.map((object) => [object.id, object])),
    grants: new GrantSet(),
    attachments: new AttachmentSet(),
    gaps: [],
    baseline: 0,
    coverage: new Set(),
  };
  const scope = {
    prefix: "",
    admin: exactly(facts.role),
    databases: new Set(databases),
    rules: ScopeRules.none,
    of: (object: AnyObject) => treatment({ kind: object.kind, mode: modeOf(object) }),
    strictGrantees: new Set<string>(),
    strictMembers: new Set<string>(),
    additiveGrantees: new Set<string>(),
  };
  return { catalog, scope, attached: new Set(), renamed: new Map(), origin: new Map(), reasons: new Map() };
}
