import type { Plan } from "@snowtower/engine";
import { summaryOf, summaryWords } from "./summary.ts";

export function planMarkdown(plan: Plan): string {
  return `${summaryWords(summaryOf(plan))}\n`;
}
