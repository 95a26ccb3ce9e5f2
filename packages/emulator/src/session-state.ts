import type { Id } from "./catalog/entry.ts";
import type { Column } from "./result.ts";
import type { Uncommitted } from "./rows/transaction.ts";
import type { SessionLogin } from "./session-login.ts";

/** A list is what USE SECONDARY ROLES named. */
export type SecondaryRoles = "ALL" | "NONE" | readonly Id[];

export interface ProcedureState {
  readonly isOwners: boolean;
  /** With owner's rights, for who is not the owner. */
  readonly isForeign: boolean;
  /** It was called in a transaction, which is not its own to end. */
  readonly isOuterTransaction: boolean;
}

export interface VariableFacts {
  readonly column: Column;
  /** The value as on the wire; the variable's own text is as it is shown. */
  readonly cell: string;
  /** Epoch milliseconds. */
  readonly createdOn: number;
  readonly updatedOn: number;
}

/** What a session is in at one moment. A statement works on a copy that is taken over when it succeeds. */
export interface SessionState {
  readonly user: Id;
  /** `null` for a user without any role but PUBLIC having been dropped under the session. */
  readonly role: Id;
  readonly secondaryRoles: SecondaryRoles;
  readonly warehouse: Id | null;
  readonly database: Id | null;
  readonly schema: Id | null;
  /** Where its requests come from; `null` in this process. */
  readonly clientAddress: string | null;
  /** How it came about; `null` in this process. */
  readonly login: SessionLogin | null;
  /** Set by ALTER SESSION. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** What SHOW VARIABLES tells of them besides. */
  readonly variableFacts?: Readonly<Record<string, VariableFacts>>;
  /** Between BEGIN and COMMIT or ROLLBACK. */
  readonly inTransaction?: boolean;
  /** By the table's number: what its transaction has done. */
  readonly uncommitted?: Readonly<Record<string, Uncommitted>>;
  /** Inside a stored procedure, which may not do everything; with its owner's rights, and called by another than its owner. */
  readonly procedure?: ProcedureState;
}
