export type ParameterLevel = "ACCOUNT" | "USER" | "SESSION" | "WAREHOUSE" | "DATABASE" | "SCHEMA" | "TABLE" | "TASK" | "FUNCTION" | "PROCEDURE";
export type ParameterType = "BOOLEAN" | "NUMBER" | "STRING";

/** (docs: sql-reference/parameters) */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly default: string;
  /** Where it may be set, besides the account. */
  readonly levels: readonly ParameterLevel[];
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** A number that may have a fraction, printed with one. */
  readonly decimal?: boolean;
  /** Is a text one of the values, where they cannot be listed? */
  readonly check?: (text: string) => boolean;
  readonly description: string;
}
