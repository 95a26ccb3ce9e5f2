import { displayed, type Identifier } from "@snowtower/sql";
import { kindNamed } from "../../catalogue.ts";
import type { Diagnostic, Position } from "../../diagnostic.ts";
import type { AnyObject } from "../../object.ts";
import type { ObjectId } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import { type Grant, granteeKey } from "../grant.ts";
import { addPlainRoles } from "../plain/plain-roles.ts";
import { addAdminRole, adminRoleName, type Deployer } from "./admin-role.ts";
import { addBusinessRoles } from "./business-roles.ts";
import { checkContainers } from "./check-containers.ts";
import { addDatabaseRoles } from "./database-roles.ts";
import { Described } from "./described.ts";
import { addDescribedDatabaseRoles } from "./described-database-roles.ts";
import { Draft, onRole } from "./draft.ts";
import type { Expanding } from "./expansion.ts";
import { addHeldGrants } from "./held-grants.ts";
import type { Model } from "./parse-model.ts";
import { checkCircles } from "./role-circles.ts";
import { addSchemaRoles } from "./schema-roles.ts";
import { addShareRoles } from "./share-roles.ts";
import { addTechnicalRoles } from "./technical-roles.ts";
import { addUserRoles } from "./user-roles.ts";
import { addWarehouseRoles } from "./warehouse-roles.ts";

interface ExpandInput {
  /** Of all described objects, with the environment's prefix in their names. */
  readonly specs: Iterable<Spec>;
  readonly model: Model;
  /** With its separator, `DEV__`; empty without one. */
  readonly prefix: string;
  readonly deployer: Deployer;
  /** Where an environment's admin role is asked for: the file that names the environment. */
  readonly at: Position;
  /** How a kind is called in GRANT; the catalogue knows. */
  readonly labelOf?: (kind: string) => string;
}

/** The role model and the plain roles as roles and grants: all that the engine knows of them. */
export interface Expansion {
  /** The role that owns what the project describes. */
  readonly admin: Identifier;
  readonly roles: readonly AnyObject[];
  readonly grants: readonly Grant[];
  /** One sentence for each grant, by `grantKey`. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly origin: ReadonlyMap<ObjectId, Position>;
  /** By `granteeKey`: what else they hold is revoked. */
  readonly strictGrantees: ReadonlySet<string>;
  /** By `granteeKey`: the roles they hold are described completely, their other grants are left alone. */
  readonly strictMembers: ReadonlySet<string>;
  /** By `granteeKey`: some of their grants are described, the rest is left alone. */
  readonly additiveGrantees: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the role model to plain roles and grants. Pure; the order of its input does not matter. */
export function expand(input: ExpandInput): Expansion {
  const { prefix, deployer } = input;
  const described = new Described(input.specs, prefix, input.labelOf ?? ((kind) => kindNamed(kind).label));
  const draft = new Draft();
  const expanding: Expanding = { described, model: input.model, prefix, draft };
  const admin = adminRoleName(deployer, prefix);
  checkContainers(expanding);
  const strict = [addWarehouseRoles, addShareRoles, addDatabaseRoles, addSchemaRoles, addTechnicalRoles, addBusinessRoles].flatMap((add) => add(expanding));
  const own = addUserRoles(expanding);
  for (const role of strict) draft.strict.add(granteeKey({ type: "ROLE", name: displayed(role) }));
  for (const role of [...strict, ...own]) {
    const to = { type: "ROLE", name: displayed(admin) } as const;
    draft.give({ to, privilege: "USAGE", on: onRole(role), why: `the admin role ${to.name} holds every derived role` });
  }
  addDescribedDatabaseRoles(expanding);
  addHeldGrants(expanding);
  addPlainRoles(expanding);
  addAdminRole(draft, { deployer, prefix, at: input.at });
  checkCircles(draft, input.at);
  return finished(draft, admin);
}

function finished(draft: Draft, admin: Identifier): Expansion {
  const sorted = <K extends string, V>(map: ReadonlyMap<K, V>): [K, V][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    admin,
    roles: sorted(draft.roles).map(([, role]) => role),
    grants: sorted(draft.grants).map(([, grant]) => grant),
    reasons: new Map(sorted(draft.reasons)),
    origin: new Map(sorted(draft.origin)),
    strictGrantees: new Set([...draft.strict].sort()),
    strictMembers: new Set([...draft.strictMembers].sort()),
    additiveGrantees: new Set([...draft.additive].filter((key) => !draft.strict.has(key)).sort()),
    diagnostics: [...draft.diagnostics].sort(byPlace),
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  const where = a.at.line - b.at.line || a.at.column - b.at.column;
  if (where !== 0) return where;
  const said = (d: Diagnostic): string => `${d.code} ${d.message}`;
  return said(a) < said(b) ? -1 : said(a) > said(b) ? 1 : 0;
}
