import { type Catalog, entryOf } from "./catalog/catalog.ts";
import type { Id } from "./catalog/entry.ts";
import { SqlError } from "./sql-error.ts";

/** In the words of AUTHENTICATION_METHODS (docs: sql-reference/sql/create-authentication-policy). */
export type LogInMethod = "PASSWORD" | "KEYPAIR" | "PROGRAMMATIC_ACCESS_TOKEN" | "OAUTH";

/** How a session came about; a session of this process has none. */
export interface SessionLogin {
  readonly method: LogInMethod;
  /** The only role it may be in, if its token or key names one; without secondary roles. */
  readonly role: Id | null;
  /** The security integration that let it in: its network policy goes before all others. */
  readonly integration: Id | null;
  /** The private endpoint its requests come through. */
  readonly endpoint: string | null;
  /** Network policies do not hold for it (NETWORK_POLICY_EVALUATION = NOT_ENFORCED). */
  readonly anyNetwork: boolean;
}

/** USE ROLE and USE SECONDARY ROLES in a session that is restricted to a role. No page says in which words it is refused. */
export function checkRestriction(catalog: Catalog, login: SessionLogin | null, to: Id | "SECONDARY"): void {
  if (login === null || login.role === null || to === login.role) return;
  const only = entryOf(catalog, login.role)?.name ?? "";
  throw new SqlError("003013", "42501", `SQL access control error:\nThe session is restricted to the role '${only}'.`);
}
