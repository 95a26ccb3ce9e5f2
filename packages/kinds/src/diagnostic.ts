import type { Code } from "./codes.ts";

/** Where in the user's files. Line and column count from 1; the file is relative to the project. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

type Severity = "error" | "warning";

/** Something wrong in the user's project: a value, collected and never thrown, so that all mistakes are told together. */
export interface Diagnostic {
  readonly severity: Severity;
  /** A code of the published table, `ST1001`. */
  readonly code: Code;
  readonly message: string;
  readonly at: Position;
  readonly hint?: string;
}

/** Collects what is found wrong while something else goes on. */
export type Report = (diagnostic: Diagnostic) => void;
