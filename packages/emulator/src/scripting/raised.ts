import type { Position } from "../parser/cursor.ts";
import { SqlError } from "../sql-error.ts";
import type { ExceptionSlot } from "./scope.ts";

/** An exception on its way out of a script (docs: developer-guide/snowflake-scripting/exceptions). */
export class Raised extends Error {
  override readonly name = "Raised";
  readonly type: string;
  readonly code: string;
  readonly sqlState: string;
  readonly at: Position;
  /** The declared exception it is; `null` for STATEMENT_ERROR and EXPRESSION_ERROR. */
  readonly declared: ExceptionSlot | null;

  constructor(
    of: { readonly type: string; readonly code: string; readonly sqlState: string; readonly message: string },
    at: Position,
    declared: ExceptionSlot | null,
  ) {
    super(of.message);
    this.type = of.type;
    this.code = of.code;
    this.sqlState = of.sqlState;
    this.at = at;
    this.declared = declared;
  }

  /** What the client is told when nothing handled it: the code stays that of what went wrong. */
  uncaught(): SqlError {
    const where = `on line ${this.at.line} at position ${this.at.position}`;
    return new SqlError(this.code, this.sqlState, `Uncaught exception of type '${this.type}' ${where}${this.message === "" ? "" : ` : ${this.message}`}`);
  }
}

export function raisedBy(declared: ExceptionSlot, at: Position): Raised {
  return new Raised({ type: declared.name, code: String(declared.number), sqlState: "P0001", message: declared.message }, at, declared);
}

/** The exception an error of Snowflake is in a script. What ends the whole statement, and what this account cannot do, is none: no handler may take it for Snowflake's answer. */
export function asRaised(error: unknown, type: "STATEMENT_ERROR" | "EXPRESSION_ERROR", at: Position): unknown {
  if (!(error instanceof SqlError) || FINAL.has(error.code)) return error;
  return new Raised({ type, code: error.code, sqlState: error.sqlState, message: error.message }, at, null);
}

/** Unsupported here, cancelled, timed out, the session is gone. */
const FINAL = new Set(["000002", "000604", "000630", "390111"]);
