import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { BoundPlan } from "./bound-plan.ts";

export const PLAN_FORMAT = "snowtower-plan";

/**
 * The plan as JSON Lines: a header, a step a line, and a last line with the digest of all before it. Same plan, same bytes.
 * It holds no secret: statements have typed holes, and fields of objects hold references.
 */
export function writePlan(plan: BoundPlan): string {
  const { steps, ...header } = plan;
  const lines = [canonicalJson({ format: PLAN_FORMAT, ...header, steps: steps.length }), ...steps.map((step) => canonicalJson(step))];
  const text = lines.map((line) => `${line}\n`).join("");
  return `${text}${canonicalJson({ digest: sha256(text) })}\n`;
}

/** What an approval, a run and a lock refer to: the digest in the plan's last line. */
export function digestOfPlan(plan: BoundPlan): string {
  const lines = writePlan(plan).trimEnd().split("\n");
  return (JSON.parse(lines.at(-1) ?? "") as { readonly digest: string }).digest;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
