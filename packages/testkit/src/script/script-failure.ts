/** A script's failure, told as the line of the script and not as the runner's stack. */
export class ScriptFailure extends Error {
  override readonly name = "ScriptFailure";
  /** Vitest shows the difference of these two. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;

  constructor(message: string, difference?: { readonly expected: string; readonly actual: string }) {
    super(message);
    this.expected = difference?.expected;
    this.actual = difference?.actual;
  }

  /** The same failure with its place. */
  static at(place: string, error: unknown): ScriptFailure {
    const inner = error instanceof Error ? error : new Error(String(error));
    const difference =
      inner instanceof ScriptFailure && inner.expected !== undefined && inner.actual !== undefined
        ? { expected: inner.expected, actual: inner.actual }
        : undefined;
    const failure = new ScriptFailure(`${place}: ${inner.message}`, difference);
    failure.stack = inner instanceof ScriptFailure ? `${failure.message}\n    at ${place}` : `${failure.message}\n${inner.stack ?? ""}`;
    return failure;
  }
}
