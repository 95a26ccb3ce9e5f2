import {
  type Attachment,
  attachesOf,
  containerOf,
  type Desired,
  type Grantee,
  type GranteeType,
  type Interest,
  kindOfId,
  type ObjectId,
} from "@snowtower/kinds";
import { displayed, parseQualifiedName } from "@snowtower/sql";

/** What must be read of an account to compare it with this project. */
export function interestOf(desired: Desired): Interest {
  const { catalog, scope } = desired;
  const objects = [...catalog.objects.values()].filter((object) => containerOf(object) === null).map((object) => object.id);
  // The admin role holds every derived role, also the ones that have left the project.
  const admin = `ROLE|${displayed(scope.admin)}`;
  const grantees = [...new Set([...scope.strictGrantees, ...scope.additiveGrantees, admin])].sort().map(granteeOf);
  const attachments = bearersOf(desired);
  return {
    databases: [...scope.databases].sort(),
    objects: objects.sort(),
    owners: [scope.admin],
    ...(attachments.length === 0 ? {} : { attachments }),
    grantees,
  };
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
