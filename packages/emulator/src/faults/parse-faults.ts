import { parseIdentifier } from "@snowtower/sql";
import type { Effect, Fault, FaultError } from "./fault.ts";

/** The text does not say a fault. */
export class FaultSyntaxError extends Error {
  override readonly name = "FaultSyntaxError";
}

/** What Snowflake says when it fails inside; the number of an incident stands behind it there. */
const INTERNAL: FaultError = {
  code: "000603",
  sqlState: "XX000",
  message: "SQL execution internal error:\nProcessing aborted by a fault of the local account.",
};
const LONGEST_MS = 2 ** 31 - 1;
const TOKEN = /\s*(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(;)|([^\s;'"]+))/y;

/**
 * `delay 100ms..2s on 'CREATE%'; error 000603 'words' nth 3; half 5 on 'DROP ROLE%'; drop before; drop after; expire token; expire session;
 * throttle 503 times 2; stall; stall 5s`, each with `on '<like>'`, `user <name>`, `session <id>`, `nth <n>`, `times <n>|all` (docs/local-faults.md).
 * Throws `FaultSyntaxError`.
 */
export function parseFaults(spec: string): readonly Fault[] {
  return clausesOf(spec).map((clause) => new Clause(clause).fault());
}

interface Word {
  readonly text: string;
  readonly kind: "word" | "string" | "quoted";
  readonly source: string;
}

function clausesOf(spec: string): readonly (readonly Word[])[] {
  const clauses: Word[][] = [[]];
  const end = spec.trimEnd().length;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end; ) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(spec);
    if (found === null) throw new FaultSyntaxError(`a quote is not closed: ${spec.slice(at).trim()}`);
    const [source, string, quoted, semicolon, word] = found;
    if (semicolon !== undefined) clauses.push([]);
    else if (string !== undefined) clauses.at(-1)?.push({ kind: "string", text: string.replaceAll("''", "'"), source: source.trim() });
    else if (quoted !== undefined) clauses.at(-1)?.push({ kind: "quoted", text: quoted.replaceAll('""', '"'), source: source.trim() });
    else clauses.at(-1)?.push({ kind: "word", text: word ?? "", source: source.trim() });
  }
  const said = clauses.filter((clause) => clause.length > 0);
  if (said.length === 0) throw new FaultSyntaxError("no fault is said: delay, error, half, drop, expire, throttle or stall");
  return said;
}

class Clause {
  private readonly words: readonly Word[];
  private at = 0;

  constructor(words: readonly Word[]) {
    this.words = words;
  }

  fault(): Fault {
    const effect = this.effect();
    const when: { -readonly [K in keyof Fault]?: Fault[K] } = {};
    while (this.at < this.words.length) {
      const key = this.word("on, user, session, nth or times").toLowerCase();
      if (Object.hasOwn(when, key)) throw this.wrong(`${key} is said twice`);
      if (key === "on") when.on = this.text("a pattern of LIKE in quotes");
      else if (key === "user") when.user = this.user();
      else if (key === "session") when.session = this.word("a session's id or current").toLowerCase();
      else if (key === "nth") when.nth = this.count("nth");
      else if (key === "times") when.times = this.accept("all") ? "all" : this.count("times");
      else throw this.wrong(`not known: ${key}`);
    }
    return { effect, ...when, spec: this.words.map(({ source }) => source).join(" ") };
  }

  private effect(): Effect {
    const kind = this.word("delay, error, half, drop, expire, throttle or stall").toLowerCase();
    switch (kind) {
      case "delay":
        return this.delay();
      case "error":
        return { kind, error: this.error() };
      case "half":
        return { kind, changes: /^\d+$/.test(this.peek()) && this.peek().length < 6 ? this.count("half") : null, error: this.error() };
      case "drop":
        return { kind, when: this.oneOf(["before", "after"]) };
      case "expire":
        return { kind, what: this.oneOf(["token", "session"]) };
      case "throttle": {
        const code = this.word("429, 503 or a code of six digits");
        if (!/^(429|503|390\d{3})$/.test(code)) throw this.wrong(`throttle ${code}: 429, 503 or 390...`);
        return { kind, code };
      }
      case "stall":
        return { kind, ms: /^\d/.test(this.peek()) ? duration(this.word("a time")) : null };
      default:
        throw this.wrong(`not a fault: ${kind}`);
    }
  }

  private delay(): Effect {
    const written = this.word("a time: 200ms, 1.5s, 100ms..2s");
    const [from = "", to = from] = written.split("..");
    const [fromMs, toMs] = [duration(from), duration(to)];
    if (toMs < fromMs) throw this.wrong(`delay ${written}: the longer time comes second`);
    return { kind: "delay", fromMs, toMs };
  }

  private error(): FaultError {
    const code = /^\d{6}$/.test(this.peek()) ? this.word("a code") : INTERNAL.code;
    const sqlState = this.accept("state") ? this.word("a SQLSTATE").toUpperCase() : code === INTERNAL.code ? INTERNAL.sqlState : "57014";
    if (!/^[0-9A-Z]{5}$/.test(sqlState)) throw this.wrong(`not a SQLSTATE: ${sqlState}`);
    const message = this.words[this.at]?.kind === "string" ? this.text("a message") : INTERNAL.message;
    return { code, sqlState, message };
  }

  private user(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw this.wrong("user: a name is missing");
    return word.kind === "word" ? (parseIdentifier(word.text) ?? word.text) : word.text;
  }

  private count(of: string): number {
    const word = this.word(`${of} with a number`);
    if (!/^[1-9]\d{0,8}$/.test(word)) throw this.wrong(`${of} ${word}: a number from 1`);
    return Number(word);
  }

  private oneOf<T extends string>(words: readonly T[]): T {
    const word = this.word(words.join(" or ")).toLowerCase();
    const found = words.find((each) => each === word);
    if (found === undefined) throw this.wrong(`${word}: ${words.join(" or ")}`);
    return found;
  }

  private accept(word: string): boolean {
    if (this.peek().toLowerCase() !== word) return false;
    this.at++;
    return true;
  }

  private peek(): string {
    const word = this.words[this.at];
    return word?.kind === "word" ? word.text : "";
  }

  private word(wanted: string): string {
    const word = this.peek();
    if (word === "") throw this.wrong(`here should be ${wanted}`);
    this.at++;
    return word;
  }

  private text(wanted: string): string {
    const word = this.words[this.at++];
    if (word?.kind !== "string") throw this.wrong(`here should be ${wanted}`);
    return word.text;
  }

  private wrong(what: string): FaultSyntaxError {
    return new FaultSyntaxError(`${what} (in: ${this.words.map(({ source }) => source).join(" ")})`);
  }
}

function duration(written: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(written) ?? [];
  const ms = Number(amount) * ({ ms: 1, s: 1000, m: 60_000 }[unit ?? ""] ?? Number.NaN);
  if (!(ms >= 0) || ms > LONGEST_MS) throw new FaultSyntaxError(`not a time: ${written} (200ms, 1.5s, 2m)`);
  return ms;
}
