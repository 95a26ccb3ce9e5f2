import {
  type Attachment,
  attachesOf,
  containerOf,
  type Desired,
  database as databaseKind,
  type Grantee,
  type GranteeType,
  type Interest,
  kindNamed,
  kindOfId,
  type ObjectId,
} from "@snowtower/kinds";
import { displayed, parseIdentifier, parseQualifiedName } from "@snowtower/sql";
import { objectNamed } from "../plan/catalog-world.ts";

/** What must be read of an account to compare it with this project. */
export function interestOf(desired: Desired): Interest {
  const { catalog, scope } = desired;
  const { rules } = scope;
  const objects = [...catalog.objects.values()].filter((object) => containerOf(object) === null && scope.of(object).mode !== "off").map(({ id }) => id);
  // The admin role holds every derived role, also the ones that have left the project.
  const admin = `ROLE|${displayed(scope.admin)}`;
  const grantees = [...new Set([...scope.strictGrantees, ...scope.additiveGrantees, admin])]
    .filter((key) => !isOff(key, desired))
    .sort()
    .map(granteeOf);
  const attachments = bearersOf(desired);
  return {
    databases: [...scope.databases].filter((database) => !isWhollyOff(database, desired)).sort(),
    ...(rules.speaksOfContents ? { ownedDatabases: true as const } : {}),
    objects: objects.sort(),
    owners: [...new Set([scope.admin, ...ownersNamed(desired)])].sort(),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(rules.isSilent ? {} : { rules: rules.data }),
    grantees,
  };
}

/** A role or a user that a rule takes out: what it holds is not asked about. */
function isOff(key: string, { catalog, scope }: Desired): boolean {
  if (scope.rules.isSilent) return false;
  const { type, name } = granteeOf(key);
  const object = catalog.objects.get(objectNamed(type, name) ?? ("" as ObjectId));
  return object !== undefined && scope.of(object).mode === "off";
}

/** Nothing that is described of the database is to be read. */
function isWhollyOff(database: string, { catalog, scope }: Desired): boolean {
  if (scope.rules.isSilent) return false;
  const inside = [...catalog.objects.values()].filter(
    ({ kind, name }) => name[0] === database && (name.length > 1 || kindNamed(kind).name === databaseKind.name),
  );
  return inside.every((object) => scope.of(object).mode === "off");
}

/** Roles whose objects a rule may remove: what is removed has to be known in every detail. */
function ownersNamed({ scope }: Desired): readonly string[] {
  const { prefix, rules } = scope.rules.data;
  const named = rules.filter(({ mode }) => mode === "strict").flatMap(({ owner }) => owner ?? []);
  const stored = named.flatMap((owner) => parseIdentifier(owner) ?? []);
  return stored.flatMap((owner) => [owner, ...(prefix === "" ? [] : [prefix + owner])]);
}

/**
 * Objects of which all that is set on them is read, one by one: those of which it is described completely, and those that bear what is listed
 * by its bearers only (tags), or is in no database of the project.
 */
function bearersOf({ catalog, scope, attached }: Desired): readonly ObjectId[] {
  const isListed = ({ what }: Attachment): boolean => attachesOf({ what }).policyKind !== undefined && scope.databases.has(databaseOf(what));
  const bearers = [...catalog.attachments].filter((each) => !isListed(each)).map(({ on }) => on);
  const complete = [...attached].map((key) => key.slice(0, key.lastIndexOf("|")) as ObjectId);
  return [...new Set([...bearers, ...complete])].sort();
}

/** The stored name of the database that it is in. */
function databaseOf(id: ObjectId): string {
  return parseQualifiedName(id.slice(kindOfId(id).length + 1))?.[0] ?? "";
}

function granteeOf(key: string): Grantee {
  const at = key.indexOf("|");
  return { type: key.slice(0, at) as GranteeType, name: key.slice(at + 1) };
}
