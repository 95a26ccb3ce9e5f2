import type { Kind } from "@snowtower/kinds";
import { id, sql, word } from "@snowtower/sql";
import type { BootstrapItem, BootstrapOptions, BootstrapSection } from "./bootstrap.ts";
import { ACCOUNTADMIN } from "./system-roles.ts";

/** What the deployer needs on the account; what is in databases it needs nothing for, because it owns the databases that it makes. */
export function deployerSection({ names: { deployer }, kinds, hasFutureGrants, weak }: BootstrapOptions): BootstrapSection {
  const needed = [...accountPrivileges(kinds)].map(
    ([privilege, plurals]): BootstrapItem => ({
      statement: sql`GRANT ${word(privilege)} ON ACCOUNT TO ROLE ${id(deployer)}`,
      why: `the project describes ${plurals.map((plural) => plural.toLowerCase()).join(", ")}`,
    }),
  );
  // The reader's MANAGE GRANTS is the deployer's as well.
  const future: BootstrapItem[] =
    weak && hasFutureGrants
      ? [
          {
            statement: sql`GRANT MANAGE GRANTS ON ACCOUNT TO ROLE ${id(deployer)}`,
            why: "its roles have privileges on future objects, which nothing less can give (docs: GRANT, access control requirements)",
          },
        ]
      : [];
  return {
    title: "What may be changed",
    as: ACCOUNTADMIN,
    remarks: ["Nothing on objects of others: what is to be managed and exists already is given to the role, or granted, one by one."],
    items: [...needed, ...future],
  };
}

/** The privileges on the account that these kinds need, with the kinds that do. */
function accountPrivileges(kinds: readonly Kind[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { needs, plural } of kinds) {
    for (const { privilege, on } of [...needs.create, ...needs.alter, ...needs.drop]) {
      if (on !== "account") continue;
      const plurals = found.get(privilege) ?? [];
      found.set(privilege, plurals.includes(plural) ? plurals : [...plurals, plural]);
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
