import type { ObjectChange } from "../../change.ts";
import { known } from "../../object.ts";
import { WAREHOUSE_SIZES } from "./warehouse-sizes.ts";

const SIZES: readonly string[] = WAREHOUSE_SIZES;

/** What a change of a warehouse means for its users, and for the price of an hour. */
export function warehouseDanger(change: ObjectChange): readonly string[] {
  return [`it acts at once on whoever uses the warehouse${priceWords(change)}`, ...monitorWords(change)];
}

function monitorWords({ from, to, fields }: ObjectChange): readonly string[] {
  if (!fields.includes("resource_monitor")) return [];
  const [before, after] = [from, to].map((object) => known(object?.fields.resource_monitor));
  if (after === undefined) return [`${String(before)} no longer counts or limits its credits`];
  return [`${String(after)} counts its credits, and may suspend it`];
}

/** Only where nothing but the size decides the price: other hardware has other prices. */
function priceWords({ from, to, fields }: ObjectChange): string {
  if (fields.some((field) => ["type", "generation", "resource_constraint"].includes(field)) || !fields.includes("size")) return "";
  const steps = SIZES.indexOf(String(known(to?.fields.size))) - SIZES.indexOf(String(known(from?.fields.size)));
  if (steps === 0) return "";
  const times = 2 ** Math.abs(steps);
  if (steps > 0) return `; an hour of it costs ${times === 2 ? "twice" : `${times} times`} as much`;
  return `; an hour of it costs and computes ${times === 2 ? "half" : `1/${times}`} as much`;
}
