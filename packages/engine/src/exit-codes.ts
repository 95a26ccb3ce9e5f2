import { ApplyError, RefusedError } from "./errors.ts";

/** What a command's exit code says, so that CI can tell "nothing was touched" from "production is half-way" (RA 31). */
export const EXIT = {
  /** Nothing to do, or done. */
  done: 0,
  /** An error; nothing was changed. */
  error: 1,
  /** The plan has changes; for drift: there is some. */
  changes: 2,
  /** Stopped part-way: something was, or may have been, changed. */
  partly: 3,
  /** Refused: policy, lockout, a moved footprint, another account, a missing proof. Nothing was changed. */
  refused: 4,
} as const;

type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a command that ended with this error. What may have been changed counts as changed. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof RefusedError) return EXIT.refused;
  if (!(error instanceof ApplyError)) return EXIT.error;
  const { done, failed } = error.result;
  return done.length > 0 || failed.some((step) => step.settled !== "not done") ? EXIT.partly : EXIT.error;
}
