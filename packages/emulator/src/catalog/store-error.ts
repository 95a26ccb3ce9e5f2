/** `in use`: a living process has the folder. `damaged`: a file is not what was written there, or is none of ours. `unwritable`: the disk refused. */
type StoreProblem = "in use" | "damaged" | "unwritable";

/** The folder of a local account cannot be used; says which file and line. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreProblem;

  constructor(reason: StoreProblem, message: string) {
    super(message);
    this.reason = reason;
  }
}
