import { id, name, sql, text } from "@snowtower/sql";
import type { BootstrapOptions, BootstrapSection } from "./bootstrap.ts";
import { SYSADMIN } from "./system-roles.ts";

/** The state schema: marks and the lock, a small table each, for the deployer's eyes. `null` where the project wants none. */
export function stateSection({ names: { deployer }, state }: BootstrapOptions): BootstrapSection | null {
  const [database] = state ?? [];
  if (state === null || database === undefined) return null;
  const to = sql`TO ROLE ${id(deployer)}`;
  return {
    title: "The state schema",
    as: SYSADMIN,
    remarks: ["It holds the lock of a run and marks of secrets (docs/state-schema.md). Everything works without it; losing it loses nothing but hints."],
    items: [
      { statement: sql`CREATE DATABASE IF NOT EXISTS ${id(database)} COMMENT = ${text("SnowTower: its own")}`, why: "a database that no project describes" },
      {
        statement: sql`CREATE SCHEMA IF NOT EXISTS ${name(state)} WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 0 COMMENT = ${text("SnowTower: marks and the lock")}`,
        why: "managed access: who makes a table there cannot show it to others",
      },
      { statement: sql`GRANT USAGE ON DATABASE ${id(database)} ${to}`, why: "nobody else looks in" },
      { statement: sql`GRANT USAGE, CREATE TABLE ON SCHEMA ${name(state)} ${to}`, why: "it makes the tables, and owns them" },
    ],
  };
}
