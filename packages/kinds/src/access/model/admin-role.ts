import { displayed, exactly, type Identifier } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import { type Draft, onRole } from "./draft.ts";

export interface Deployer {
  /** The role that a run starts with. */
  readonly role: Identifier;
  readonly user: Identifier;
  /** Who holds the admin roles of environments; ACCOUNTADMIN if it is not said. */
  readonly environmentAdmin?: Identifier;
}

const ACCOUNTADMIN = exactly("ACCOUNTADMIN");

/** The role that owns what the project describes: the deployer's own, or in an environment one of its own. */
export function adminRoleName(deployer: Deployer, prefix: string): Identifier {
  return exactly(prefix + deployer.role);
}

/** An environment's admin role: it can do what the deployer can, and belongs to him. Nothing without a prefix. */
export function addAdminRole(draft: Draft, { deployer, prefix, at }: { readonly deployer: Deployer; readonly prefix: string; readonly at: Position }): void {
  if (prefix === "") return;
  const name = adminRoleName(deployer, prefix);
  const to = draft.role({ name, at, owner: deployer.role });
  draft.give({ to, privilege: "USAGE", on: onRole(deployer.role), why: `the admin role of the environment can do what ${displayed(deployer.role)} can` });
  draft.give({
    to: { type: "USER", name: displayed(deployer.user) },
    privilege: "USAGE",
    on: onRole(name),
    why: `user ${displayed(deployer.user)} deploys the environment`,
  });
  const holder = deployer.environmentAdmin ?? ACCOUNTADMIN;
  // It would hold itself: the admin role holds the deployer's.
  if (holder === deployer.role) return;
  draft.give({
    to: { type: "ROLE", name: displayed(holder) },
    privilege: "USAGE",
    on: onRole(name),
    why: `${displayed(holder)} administers the environment too`,
  });
}
