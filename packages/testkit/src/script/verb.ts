import type { Command } from "./parse-script.ts";

/** What a verb did: as a process would tell it. */
export interface VerbResult {
  readonly stdout?: string;
  readonly stderr?: string;
  /** Absent is 0. A script must expect any other with `exit N`. */
  readonly exit?: number;
}

/** What a verb works with. */
export interface ScriptContext {
  /** The script's own folder, fresh, with its embedded files. */
  readonly dir: string;
  /** Text for the next verb, given by `stdin FILE`. */
  readonly stdin: string;
  /** Ends something that the verb started; called when the script ends, last in first out. */
  readonly onEnd: (end: () => void | Promise<void>) => void;
}

/** A command that the caller of `runScripts` brings: `plan`, `apply`, `sql`, `cli`. Throwing fails the script. */
export type Verb = (command: Command, context: ScriptContext) => VerbResult | Promise<VerbResult>;

/** Verbs that share state: made new for each script. */
export type Verbs = () => Readonly<Record<string, Verb>>;
