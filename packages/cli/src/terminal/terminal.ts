import { colourPainter, type Painter, plainPainter } from "./painter.ts";

/** A stream that text goes to; a process's stdout and stderr, or a buffer. */
interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalSetting {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly stdinIsTty: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** Where a command's words go: results to stdout, everything else to stderr, so that a pipe gets the result and nothing else. */
export class Terminal {
  readonly #setting: TerminalSetting;
  /** Says less: no progress, no greetings; results and errors stay. */
  quiet = false;

  constructor(setting: TerminalSetting) {
    this.#setting = setting;
  }

  /** The width to lay text out for: the window's, between 40 and 120 so that lines stay readable; 80 where there is no window. */
  get width(): number {
    const forced = Number(this.#setting.env.COLUMNS);
    const width = this.#setting.stdout.columns ?? (Number.isInteger(forced) && forced > 0 ? forced : 80);
    return Math.max(40, Math.min(120, width));
  }

  /** Looks for stdout; none in a pipe, with NO_COLOR, or on a dumb terminal (https://no-color.org, https://force-color.org). */
  get paint(): Painter {
    return this.#coloured(this.#setting.stdout) ? colourPainter : plainPainter;
  }

  get paintError(): Painter {
    return this.#coloured(this.#setting.stderr) ? colourPainter : plainPainter;
  }

  /** True if a person sits there who can be asked. */
  get interactive(): boolean {
    return this.#setting.stdinIsTty && this.#setting.stderr.isTTY === true && !isSet(this.#setting.env.CI);
  }

  /** True if a line of stderr can be written over. */
  get animates(): boolean {
    return !this.quiet && this.#setting.stderr.isTTY === true && !isSet(this.#setting.env.CI);
  }

  /** The same terminal, with results and remarks thrown away; errors still show. */
  silenced(): Terminal {
    const silent = new Terminal({ ...this.#setting, stdout: { write: () => undefined } });
    silent.quiet = true;
    return silent;
  }

  /** The result. */
  print(text: string): void {
    this.#setting.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  }

  /** About the run; silent when quiet. */
  say(text: string): void {
    if (!this.quiet) this.#setting.stderr.write(`${text}\n`);
  }

  /** What went wrong. */
  complain(text: string): void {
    this.#setting.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
  }

  /** Rewrites the current line of stderr; the empty text clears it. */
  overwrite(text: string): void {
    if (this.animates) this.#setting.stderr.write(`\r\u001b[2K${text}`);
  }

  #coloured(sink: Sink): boolean {
    const { env } = this.#setting;
    if (isSet(env.NO_COLOR)) return false;
    if (isSet(env.FORCE_COLOR) && env.FORCE_COLOR !== "0") return true;
    return sink.isTTY === true && env.TERM !== "dumb";
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "false";
}
