export type SecurableContainer = "account" | "database" | "schema";

/** A type of object on which privileges can be granted. (docs: user-guide/security-access-control-privileges) */
export interface SecurableType {
  /** Snowflake's word in GRANT: `FILE FORMAT`. */
  readonly type: string;
  /** Its plural in GRANT ... ON ALL and ON FUTURE: `FILE FORMATS`. */
  readonly plural: string;
  /** What holds such objects; says how many parts their names have. */
  readonly in: SecurableContainer;
  /** What can be granted on it, without ALL and OWNERSHIP; empty where only OWNERSHIP exists. */
  readonly privileges: readonly string[];
  /** `GRANT ... ON FUTURE <plural>` is possible. (docs: sql-reference/sql/grant-privilege, "Restrictions and limitations") */
  readonly future: boolean;
  /** `GRANT ... ON ALL <plural>` is possible. */
  readonly bulk: boolean;
}
