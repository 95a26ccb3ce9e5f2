import { exactly, type Identifier } from "@snowtower/sql";

// The names that SnowDDL gives to derived roles: parts joined by two underscores, the environment's prefix in front.

export type AccessLevel = "OWNER" | "WRITE" | "READ";

function joined(prefix: string, ...parts: readonly string[]): Identifier {
  return exactly(prefix + parts.join("__"));
}

/** `DEV__DB1` without `DEV__`: the name as files have it. */
export function withoutPrefix(prefix: string, name: Identifier): Identifier {
  return name.startsWith(prefix) ? exactly(name.slice(prefix.length)) : name;
}

export function warehouseRoleName(prefix: string, warehouse: Identifier, use: "USAGE" | "MONITOR"): Identifier {
  return joined(prefix, withoutPrefix(prefix, warehouse), use, "W_ROLE");
}

/** Shares are not made by this project: their names have no prefix, the roles on them do. */
export function shareRoleName(prefix: string, share: Identifier): Identifier {
  return joined(prefix, share, "SH_ROLE");
}

export function databaseRoleName(prefix: string, database: Identifier, level: AccessLevel): Identifier {
  return joined(prefix, withoutPrefix(prefix, database), level, "D_ROLE");
}

export function schemaRoleName(prefix: string, [database, schema]: readonly [Identifier, Identifier], level: AccessLevel): Identifier {
  return joined(prefix, withoutPrefix(prefix, database), schema, level, "S_ROLE");
}

export function businessRoleName(prefix: string, role: Identifier): Identifier {
  return joined(prefix, withoutPrefix(prefix, role), "B_ROLE");
}

export function technicalRoleName(prefix: string, role: Identifier): Identifier {
  return joined(prefix, withoutPrefix(prefix, role), "T_ROLE");
}

/** A user's own role, which is his default role. */
export function userRoleName(prefix: string, user: Identifier): Identifier {
  return joined(prefix, withoutPrefix(prefix, user), "U_ROLE");
}

const DERIVED = /__(?:D|S|SH|W|B|T|U)_ROLE$/;

/** True for the name of a role that only the role model makes. */
export function isDerivedRole(name: string): boolean {
  return DERIVED.test(name);
}
