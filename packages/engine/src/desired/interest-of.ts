import { containerOf, type Desired, type Grantee, type GranteeType, type Interest } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";

/** What must be read of an account to compare it with this project. */
export function interestOf(desired: Desired): Interest {
  const { catalog, scope } = desired;
  const objects = [...catalog.objects.values()].filter((object) => containerOf(object) === null).map((object) => object.id);
  // The admin role holds every derived role, also the ones that have left the project.
  const admin = `ROLE|${displayed(scope.admin)}`;
  const grantees = [...new Set([...scope.strictGrantees, ...scope.additiveGrantees, admin])].sort().map(granteeOf);
  return { databases: [...scope.databases].sort(), objects: objects.sort(), owners: [scope.admin], grantees };
}

function granteeOf(key: string): Grantee {
  const at = key.indexOf("|");
  return { type: key.slice(0, at) as GranteeType, name: key.slice(at + 1) };
}
