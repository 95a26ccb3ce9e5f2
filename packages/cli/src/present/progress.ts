import { duration } from "./duration.ts";
import { thousands } from "./plural.ts";
import { cutText, padText, printable, widthOfText } from "./rich/text-width.ts";
import { stepInWords } from "./step-in-words.ts";

interface ProgressState {
  readonly done: number;
  readonly total: number;
  /** Since the run began. */
  readonly seconds: number;
  /** The steps that run now, the last one begun last. */
  readonly running: readonly string[];
}

/** Below this an estimate says nothing. */
const LEAST_DONE = 3;
const LEAST_SECONDS = 2;
/** Less of a name says nothing. */
const LEAST_NAME = 12;

/** `[=====>    ] 41/112  table DB.SC.T and 3 more  12s, about 20s left`: one line, never wider than `width`. */
export function progressLine(state: ProgressState, width: number): string {
  const count = countOf(state);
  const time = timeOf(state);
  const head = `${barOf(state, width < 100 ? 10 : 20)} ${count}`;
  const room = width - widthOfText(head) - widthOfText(time) - 4;
  if (room >= LEAST_NAME) return `${head}  ${padText(runningWords(state, room), room)}  ${time}`;
  const shorter = [`${head}  ${time}`, `${count}  ${time}`, `${count}  ${elapsedOf(state)}`, count];
  return shorter.find((line) => widthOfText(line) <= width) ?? cutText(count, Math.max(0, width), "");
}

/** For a pipe and a log: a line that stands by itself. */
export function progressText(state: ProgressState): string {
  return `applied ${thousands(state.done)} of ${thousands(state.total)} steps in ${timeOf(state)}`;
}

function countOf({ done, total }: ProgressState): string {
  const all = thousands(total);
  return `${thousands(done).padStart(all.length)}/${all}`;
}

function timeOf(state: ProgressState): string {
  const { done, total, seconds } = state;
  const elapsed = elapsedOf(state);
  if (done < LEAST_DONE || seconds < LEAST_SECONDS || done >= total) return elapsed;
  return `${elapsed}, about ${duration(Math.ceil((seconds / done) * (total - done)))} left`;
}

function elapsedOf({ seconds }: ProgressState): string {
  return duration(Math.floor(seconds));
}

function barOf({ done, total }: ProgressState, size: number): string {
  const filled = total <= 0 ? size : Math.max(0, Math.min(size, Math.floor((done / total) * size)));
  const bar = filled >= size ? "=".repeat(size) : `${"=".repeat(filled)}>`;
  return `[${bar.padEnd(size)}]`;
}

function runningWords({ running }: ProgressState, room: number): string {
  const last = running.at(-1);
  if (last === undefined) return "";
  const more = running.length > 1 ? ` and ${thousands(running.length - 1)} more` : "";
  return cutText(printable(stepInWords(last)), room - more.length) + more;
}
