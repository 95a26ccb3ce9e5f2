import { coverOfGrants, type Grant, type GrantSet } from "@snowtower/kinds";
import { displayed, exactly, type Identifier, parseIdentifier } from "@snowtower/sql";

/** Which system roles hold which, always. (docs: user-guide/security-access-control-overview, "System-defined roles") */
const SYSTEM: Readonly<Record<string, readonly string[]>> = { ACCOUNTADMIN: ["SYSADMIN", "SECURITYADMIN"], SECURITYADMIN: ["USERADMIN"] };

interface Reach {
  /** The role itself and all that it inherits. */
  readonly roles: ReadonlySet<string>;
  /** False if some role's grants were not read: it may inherit more. */
  readonly isComplete: boolean;
  /** It may grant whatever it does not own. */
  readonly managesGrants: boolean;
}

/** What roles inherit, by the grants that are held or will be. */
export class RoleReach {
  readonly #sets: readonly GrantSet[];
  readonly #coverage: ReadonlySet<string>;
  readonly #memo = new Map<string, Reach>();

  constructor(sets: readonly GrantSet[], coverage: ReadonlySet<string>) {
    this.#sets = sets;
    this.#coverage = coverage;
  }

  of(role: Identifier): Reach {
    const there = this.#memo.get(role);
    if (there !== undefined) return there;
    const found = this.#walk(role);
    this.#memo.set(role, found);
    return found;
  }

  #walk(start: Identifier): Reach {
    const roles = new Set<string>([start]);
    let isComplete = true;
    let managesGrants = false;
    for (const role of roles) {
      const name = displayed(exactly(role));
      isComplete &&= this.#coverage.has(coverOfGrants(`ROLE|${name}`));
      managesGrants ||= role === "SECURITYADMIN";
      for (const below of SYSTEM[role] ?? []) roles.add(below);
      for (const grants of this.#sets) {
        for (const grant of grants.to({ type: "ROLE", name })) {
          const below = memberOf(grant);
          if (below !== null) roles.add(below);
          managesGrants ||= grant.on.kind === "account" && grant.privilege === "MANAGE GRANTS";
        }
      }
    }
    return { roles, isComplete, managesGrants };
  }
}

/** The role that the grant makes its grantee a member of. */
function memberOf({ privilege, on }: Grant): Identifier | null {
  return on.kind === "object" && on.type === "ROLE" && privilege === "USAGE" ? parseIdentifier(on.name) : null;
}
