import { displayed, id, sql, text } from "@snowtower/sql";
import type { BootstrapOptions, BootstrapSection } from "./bootstrap.ts";
import { SYSADMIN, USERADMIN } from "./system-roles.ts";

/** The two roles, and where they stand. */
export function rolesSection({ names: { reader, deployer } }: BootstrapOptions): BootstrapSection {
  return {
    title: "Roles",
    as: USERADMIN,
    remarks: [],
    items: [
      {
        statement: sql`CREATE ROLE IF NOT EXISTS ${id(reader)} COMMENT = ${text("SnowTower: reads the account")}`,
        why: "for plan, doctor and whatever else only reads",
      },
      {
        statement: sql`CREATE ROLE IF NOT EXISTS ${id(deployer)} COMMENT = ${text("SnowTower: changes the account as described")}`,
        why: "for apply; it owns what it makes",
      },
      { statement: sql`GRANT ROLE ${id(reader)} TO ROLE ${id(deployer)}`, why: "who deploys reads before and after" },
      {
        statement: sql`GRANT ROLE ${id(deployer)} TO ROLE ${id(SYSADMIN)}`,
        why: `what ${displayed(deployer)} owns stays within reach of the administrators`,
      },
    ],
  };
}
