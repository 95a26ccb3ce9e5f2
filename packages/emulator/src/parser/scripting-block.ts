import type { Token } from "@snowtower/sql";

/** Words behind END that close what was not counted: `END IF`. */
const INNER = new Set(["IF", "FOR", "WHILE", "LOOP", "REPEAT"]);

/** Follows the tokens of one statement and tells whether they are inside a Snowflake Scripting block that stands without quotes: `CREATE PROCEDURE ... AS BEGIN ...; END`, `ALTER TASK ... MODIFY AS BEGIN ...`. */
export class ScriptingBlock {
  private words = 0;
  private creates = false;
  private isRoutine = false;
  private before: string | null = null;
  private state: "outside" | "declaring" | "inside" = "outside";
  private depth = 0;

  get isOpen(): boolean {
    return this.state !== "outside";
  }

  /** `next` is the token behind it. */
  see(token: Token, next: Token | undefined): void {
    const word = token.kind === "word" ? token.value : null;
    if (this.words++ === 0) this.creates = word === "CREATE" || word === "ALTER";
    if (this.creates && (word === "PROCEDURE" || word === "FUNCTION" || word === "TASK")) this.isRoutine = true;
    if (this.state === "outside") this.open(word);
    else this.count(word, next);
    this.before = word;
  }

  private open(word: string | null): void {
    if (!this.isRoutine || this.before !== "AS") return;
    if (word === "DECLARE") this.state = "declaring";
    if (word !== "BEGIN") return;
    this.state = "inside";
    this.depth = 1;
  }

  private count(word: string | null, next: Token | undefined): void {
    const isTransaction = next?.text === ";" || next?.value === "TRANSACTION" || next?.value === "WORK" || next?.value === "NAME";
    if (word === "BEGIN" && !isTransaction) this.state = "inside";
    // END CASE closes one CASE, not another.
    if ((word === "BEGIN" && !isTransaction) || (word === "CASE" && this.before !== "END")) this.depth++;
    if (word !== "END" || (next?.kind === "word" && INNER.has(next.value))) return;
    if (--this.depth === 0) this.state = "outside";
  }
}
