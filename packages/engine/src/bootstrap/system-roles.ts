import { exactly } from "@snowtower/sql";

/** Roles that every account has (docs: user-guide/security-access-control-overview, "System-defined roles"). */
export const ACCOUNTADMIN = exactly("ACCOUNTADMIN");
export const SYSADMIN = exactly("SYSADMIN");
export const USERADMIN = exactly("USERADMIN");
