import type { Token } from "@snowtower/sql";

/** Words behind END that close what was not counted: `END IF`. */
const INNER = new Set(["IF", "FOR", "WHILE", "LOOP", "REPEAT"]);

/** Follows the tokens of one statement and tells whether they are inside a Snowflake Scripting block that stands without quotes: an anonymous one, `CREATE PROCEDURE ... AS BEGIN ...; END`, `ALTER TASK ... MODIFY AS BEGIN ...`. */
export class ScriptingBlock {
  private words = 0;
  private creates = false;
  private isRoutine = false;
  private before: string | null = null;
  private state: "outside" | "declaring" | "inside" = "outside";
  private depth = 0;
  /** Inside the body of a procedure that a DECLARE section declares. */
  private isNested = false;

  get isOpen(): boolean {
    return this.state !== "outside";
  }

  /** `next` is the token behind it. */
  see(token: Token, next: Token | undefined): void {
    const word = token.kind === "word" ? token.value : null;
    const isFirst = this.words++ === 0;
    if (isFirst) this.creates = word === "CREATE" || word === "ALTER";
    if (this.creates && (word === "PROCEDURE" || word === "FUNCTION" || word === "TASK")) this.isRoutine = true;
    if (this.state !== "outside") this.count(word, next);
    else if (isFirst || (this.isRoutine && this.before === "AS")) this.open(word, { next, isFirst });
    this.before = word;
  }

  private open(word: string | null, { next, isFirst }: { readonly next: Token | undefined; readonly isFirst: boolean }): void {
    if (word === "DECLARE") this.state = "declaring";
    if (word !== "BEGIN" || (isFirst && startsTransaction(next))) return;
    this.state = "inside";
    this.depth = 1;
  }

  private count(word: string | null, next: Token | undefined): void {
    const begins = word === "BEGIN" && !startsTransaction(next);
    if (begins) {
      if (this.state === "declaring") this.isNested = this.before === "AS";
      this.state = "inside";
    }
    // END CASE closes one CASE, not another.
    if (begins || (word === "CASE" && this.before !== "END")) this.depth++;
    if (word !== "END" || (next?.kind === "word" && INNER.has(next.value))) return;
    if (--this.depth > 0) return;
    this.state = this.isNested ? "declaring" : "outside";
    this.isNested = false;
  }
}

/** BEGIN of a transaction, and not of a block, by what stands behind it. */
export function startsTransaction(next: Token | undefined): boolean {
  return next === undefined || next.kind === "end" || next.text === ";" || next.text === "->>" || ["TRANSACTION", "WORK", "NAME"].includes(next.value);
}
