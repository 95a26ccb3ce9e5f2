import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { ScriptFailure } from "./script-failure.ts";
import type { TxtarFile } from "./txtar.ts";
import type { ScriptContext, VerbResult } from "./verb.ts";

/** One run of one script: its folder, what the last verb answered, and the golden sections that `UPDATE=1` will rewrite. */
export class Run implements ScriptContext {
  readonly dir: string;
  stdin = "";
  readonly updated = new Map<string, string>();
  readonly onEnd = (end: () => void | Promise<void>): void => void this.#ends.push(end);
  readonly #files: readonly TxtarFile[];
  readonly #update: boolean;
  readonly #compared = new Set<string>();
  readonly #ends: (() => void | Promise<void>)[] = [];
  #last: Required<VerbResult> | null = null;
  #unchecked = false;

  constructor(files: readonly TxtarFile[], update: boolean) {
    this.#files = files;
    this.#update = update;
    this.dir = realpathSync(mkdtempSync(join(tmpdir(), "snowtower-script-")));
    for (const { name, text } of files) {
      mkdirSync(dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  /** Ends what was started and removes the folder, also when one end fails; then throws that failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.#ends.reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    rmSync(this.dir, { recursive: true, force: true });
    if (failures.length > 0) throw failures[0];
  }

  /** A path of the script's folder. Throws if it leads out. */
  path(name: string): string {
    const path = join(this.dir, name);
    if (relative(this.dir, path).startsWith("..")) throw new ScriptFailure(`${name} leads out of the script's folder`);
    return path;
  }

  read(name: string): string {
    if (!existsSync(this.path(name))) throw new ScriptFailure(`${name} does not exist`);
    return this.#shown(readFileSync(this.path(name), "utf8"));
  }

  giveStdin(text: string): void {
    this.stdin = text;
  }

  /** Keeps what a verb answered; its folder is shown as `$WORK`, so that golden texts do not depend on it. */
  answered(result: VerbResult): void {
    this.#last = { stdout: this.#shown(result.stdout ?? ""), stderr: this.#shown(result.stderr ?? ""), exit: result.exit ?? 0 };
    this.#unchecked = this.#last.exit !== 0;
    this.stdin = "";
  }

  last(): Required<VerbResult> {
    if (this.#last === null) throw new ScriptFailure("no verb has run yet");
    return this.#last;
  }

  exitWasChecked(): void {
    this.#unchecked = false;
  }

  /** Before the next verb and at the end: an exit code other than 0 that nothing expected fails the script. */
  refuseUnexpectedExit(): void {
    if (this.#unchecked) throw new ScriptFailure(`the last verb ended with ${this.last().exit}, and no \`exit\` expects it${this.output()}`);
  }

  /** At the end: a golden section that nothing was compared with would be a check that never runs. */
  refuseUnusedGolden(): void {
    const unused = this.#files.find(({ name }) => /(?:^|[./])golden(?:[./]|$)/.test(name) && !this.#compared.has(name));
    if (unused !== undefined) throw new ScriptFailure(`nothing is compared with ${unused.name}`);
  }

  compare(actual: string, golden: string): void {
    this.#compared.add(golden);
    const embedded = this.#files.some((file) => file.name === golden);
    if (!embedded && !this.#update) throw new ScriptFailure(`the script has no file ${golden} (UPDATE=1 writes it)`);
    const expected = this.updated.get(golden) ?? (embedded ? this.read(golden) : "");
    const ended = actual === "" || actual.endsWith("\n") ? actual : `${actual}\n`;
    if (ended === expected && embedded) return;
    if (!this.#update || this.updated.has(golden)) throw new ScriptFailure(`differs from ${golden}`, { expected, actual: ended });
    this.updated.set(golden, ended);
  }

  /** What the last verb printed, for a failure's message. */
  output(): string {
    const { stdout, stderr } = this.last();
    return `${stdout === "" ? "" : `\nstdout:\n${stdout}`}${stderr === "" ? "" : `\nstderr:\n${stderr}`}`;
  }

  #shown(text: string): string {
    return text.replaceAll(this.dir, "$WORK");
  }
}
