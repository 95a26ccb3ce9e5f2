/** One line of the published table of error codes; each has its page. */
export interface CodeEntry {
  /** `ST1004`: never used for something else, also after it is retired. */
  readonly code: `ST${number}`;
  readonly title: string;
  /** What is wrong, and why it matters. */
  readonly explanation: string;
  /** What to do about it. */
  readonly fix: string;
}
