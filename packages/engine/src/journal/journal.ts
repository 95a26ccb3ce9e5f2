import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { BugError } from "../errors.ts";
import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalHeader, type RunEntry, type RunLog } from "./journal-entry.ts";

interface JournalOptions {
  /** The project's folder. */
  readonly folder: string;
  readonly run: string;
  readonly plan: string;
  readonly account: string;
  readonly clock: Clock;
}

/** Where the journal of a run is: `.snowtower/runs/<run>/journal.jsonl`. */
export function journalPath(folder: string, run: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(run)) throw new BugError(`not an id of a run: ${JSON.stringify(run)}`);
  return join(folder, ".snowtower", "runs", run, "journal.jsonl");
}

/** The append-only record of one run. Entries of steps that run at the same time share one write and one fsync. */
export class Journal implements RunLog {
  readonly #file: FileHandle;
  readonly #clock: Clock;
  #waiting: string[] = [];
  #flushing: Promise<void> | null = null;
  #broken: Error | null = null;

  private constructor(file: FileHandle, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
  }

  /** A new run's journal. Fails if there is one: two runs never share it. */
  static async create(options: JournalOptions): Promise<Journal> {
    const path = journalPath(options.folder, options.run);
    await mkdir(join(path, ".."), { recursive: true });
    const journal = new Journal(await open(path, "wx", 0o600), options.clock);
    const { run, plan, account } = options;
    const header: JournalHeader = { format: JOURNAL_FORMAT, version: JOURNAL_VERSION, run, plan, account, at: options.clock().toISOString() };
    await journal.#append([JSON.stringify(header)]);
    return journal;
  }

  record(entries: readonly RunEntry[]): Promise<void> {
    const at = this.#clock().toISOString();
    return this.#append(entries.map((entry) => JSON.stringify({ at, ...entry })));
  }

  async close(): Promise<void> {
    await this.#flushing?.catch(() => undefined);
    await this.#file.close();
  }

  /** Waits for the flush that holds these lines; what comes meanwhile waits for the next one together. */
  async #append(lines: readonly string[]): Promise<void> {
    this.#waiting.push(...lines);
    await this.#flushing?.catch(() => undefined);
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
    });
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    if (this.#broken !== null) throw this.#broken;
    if (lines.length === 0) return;
    try {
      await this.#file.writeFile(lines.map((line) => `${line}\n`).join(""));
      await this.#file.datasync();
    } catch (error) {
      // Half a line may stand there: nothing may be written after it.
      this.#broken = error instanceof Error ? error : new Error(String(error));
      throw this.#broken;
    }
  }
}
