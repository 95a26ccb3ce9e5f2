import type { Plan } from "@snowtower/engine";
import { planDocument } from "./json/plan-document.ts";

/** The plan as one JSON document, for other people's tools: docs/schemas/plan-document.schema.json says its form. Same plan, same bytes. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify(planDocument(plan), null, 2)}\n`;
}
