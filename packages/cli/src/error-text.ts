import type { Painter } from "./terminal/painter.ts";

/** `error[ST3301] there is no folder ...`: the first line of everything that went wrong. */
export function errorHead(paint: Painter, code: string, message: string): string {
  return `${paint.red(`error[${code}]`)} ${paint.bold(message)}`;
}

export function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? text : `${text}\nhint: ${hint}`;
}
