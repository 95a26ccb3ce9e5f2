import type { ApplyEvent, Plan, Step } from "@snowtower/engine";
import { progressLine, progressText } from "../present/progress.ts";
import { stepInWords } from "../present/step-in-words.ts";
import type { Terminal } from "./terminal.ts";

/** The progress of a run on the last line of a terminal; in a pipe a line now and then. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #began = Date.now();
  readonly #running = new Set<string>();
  #done = 0;
  #told = 0;

  constructor(plan: Plan, terminal: Terminal) {
    this.#terminal = terminal;
    this.#steps = new Map(plan.steps.map((step) => [step.id, step]));
  }

  tell(event: ApplyEvent): void {
    if (event.kind === "moved") this.#terminal.say(`note: the account moved outside of what the plan rests on: ${event.subjects.join(", ")}`);
    else if (event.kind === "journal-lost") this.#terminal.say(`warning: the run's journal can no longer be written: ${event.why}`);
    else if (event.kind === "kept") {
      this.#terminal.overwrite("");
      this.#terminal.say(`note: ${stepInWords(event.step)}: the secret was in use already, and stays: ${event.why}`);
    } else if (event.kind === "unwritten") {
      this.#done++;
      this.#running.delete(event.step);
      this.#terminal.overwrite("");
      this.#terminal.say(`warning[ST4016]: the ${stepInWords(event.step)} could not be written: ${event.why}`);
    } else this.#step(event);
  }

  /** Clears the line. */
  end(): void {
    this.#terminal.overwrite("");
  }

  #step(event: Extract<ApplyEvent, { readonly kind: "started" | "done" | "failed" }>): void {
    if (event.kind === "started") this.#running.add(event.step);
    else this.#running.delete(event.step);
    if (event.kind === "done") this.#done++;
    const seconds = (Date.now() - this.#began) / 1000;
    const state = { done: this.#done, total: this.#steps.size, seconds, running: [...this.#running] };
    if (this.#terminal.animates) this.#terminal.overwrite(progressLine(state, this.#terminal.width - 1));
    else this.#plainly(state);
  }

  /** In a pipe: at each tenth of the way. */
  #plainly(state: Parameters<typeof progressText>[0]): void {
    const tenth = Math.floor((state.done * 10) / Math.max(1, state.total));
    if (tenth <= this.#told) return;
    this.#told = tenth;
    this.#terminal.say(progressText(state));
  }
}
