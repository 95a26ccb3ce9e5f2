import { id, sql, word } from "@snowtower/sql";
import type { BootstrapItem, BootstrapOptions, BootstrapSection } from "./bootstrap.ts";
import { ACCOUNTADMIN, SYSADMIN } from "./system-roles.ts";

/** What each shows (docs: user-guide/security-access-control-privileges). */
const SEEING: readonly (readonly [string, string])[] = [
  ["RESOLVE ALL", "lists every object, so that what is not listed is known to be absent"],
  ["MONITOR ROLE", "shows every role"],
  ["MONITOR USER", "shows every user with his properties"],
  ["MONITOR USAGE", "shows usage and history of databases and warehouses"],
  ["MONITOR EXECUTION", "shows every task and pipe"],
];

/** (docs: sql-reference/snowflake-db-roles) */
const VIEWERS: readonly (readonly [string, string])[] = [
  ["OBJECT_VIEWER", "ACCOUNT_USAGE: objects, as they were up to three hours ago"],
  ["USAGE_VIEWER", "ACCOUNT_USAGE: what was used"],
  ["GOVERNANCE_VIEWER", "ACCOUNT_USAGE: policies, tags, and the history of queries"],
  ["SECURITY_VIEWER", "ACCOUNT_USAGE: roles, users, grants and log-ins"],
];

const POWER = [
  "MANAGE GRANTS shows every grant, and it is a power: whoever has it can grant himself anything. Snowflake has",
  "no lesser privilege that shows all grants. bootstrap --weak leaves it out: a plan is then sure of grants only",
  "to roles that it holds, and on objects that it has a privilege on, and says which others it is not sure of.",
];

const WEAK = [
  "Without MANAGE GRANTS, which would show every grant and is the power to give any: a plan is sure of grants only",
  "to roles that it holds, and on objects that it has a privilege on, and says which others it is not sure of.",
];

/** What lets the reader see, and a warehouse for the little that SHOW cannot tell. */
export function readerSections({ names: { reader, warehouse }, weak }: BootstrapOptions): readonly BootstrapSection[] {
  const seeing: BootstrapItem[] = SEEING.map(([privilege, why]) => ({
    statement: sql`GRANT ${word(privilege)} ON ACCOUNT TO ROLE ${id(reader)}`,
    why,
  }));
  const all: BootstrapItem[] = weak ? [] : [{ statement: sql`GRANT MANAGE GRANTS ON ACCOUNT TO ROLE ${id(reader)}`, why: "shows every grant" }];
  const viewers: BootstrapItem[] = VIEWERS.map(([role, why]) => ({
    statement: sql`GRANT DATABASE ROLE SNOWFLAKE.${word(role)} TO ROLE ${id(reader)}`,
    why,
  }));
  return [
    { title: "What may be read", as: ACCOUNTADMIN, remarks: weak ? WEAK : POWER, items: [...all, ...seeing, ...viewers] },
    {
      title: "A warehouse",
      as: SYSADMIN,
      remarks: ["SHOW and DESCRIBE need none; INFORMATION_SCHEMA, ACCOUNT_USAGE and the history of queries do."],
      items: [
        {
          statement: sql`CREATE WAREHOUSE IF NOT EXISTS ${id(warehouse)} WAREHOUSE_SIZE = XSMALL AUTO_SUSPEND = 60 AUTO_RESUME = TRUE INITIALLY_SUSPENDED = TRUE`,
          why: "the smallest, asleep a minute after its last query",
        },
        { statement: sql`GRANT USAGE ON WAREHOUSE ${id(warehouse)} TO ROLE ${id(reader)}`, why: "it runs queries on it, and cannot change it" },
      ],
    },
  ];
}
