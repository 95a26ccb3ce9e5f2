import type { Code } from "@snowtower/kinds";
import type { ApplyResult } from "./apply/apply-result.ts";

/** A promise of this program was broken: the user can do nothing about it but tell us. */
export class BugError extends Error {
  override readonly name = "BugError";
  readonly code: Code = "ST9001";

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/** The run ended before the plan did. Says what was done, so that it can be resumed or rolled back. */
export class ApplyError extends Error {
  override readonly name = "ApplyError";
  readonly code: Code;
  readonly result: ApplyResult;

  constructor(code: Code, message: string, result: ApplyResult) {
    super(message);
    this.code = code;
    this.result = result;
  }
}

/** The change was refused before its first statement: nothing was touched. `reasons` are lines for people. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: Code;
  readonly reasons: readonly string[];

  constructor(code: Code, message: string, reasons: readonly string[] = []) {
    super(message);
    this.code = code;
    this.reasons = reasons;
  }
}

/** A file of ours (plan, journal) cannot be used: not such a file, newer than this program, cut off, or edited. `line` counts from 1. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly code: Code;
  readonly line: number | null;

  constructor(code: Code, message: string, line: number | null = null) {
    super(line === null ? message : `line ${line}: ${message}`);
    this.code = code;
    this.line = line;
  }
}
