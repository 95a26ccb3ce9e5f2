import type { ApplyResult, Plan } from "@snowtower/engine";
import type { Painter } from "../terminal/painter.ts";
import { counted } from "./plural.ts";

export interface ApplyLook {
  readonly width: number;
  readonly paint: Painter;
  /** Absent: the run came to its end. */
  readonly error?: { readonly code: string; readonly message: string };
}

export function applyText(plan: Plan, result: ApplyResult, _look: ApplyLook): string {
  return `${counted(result.done.length, "step")} of ${plan.steps.length} done`;
}
