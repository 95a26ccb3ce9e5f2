import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";

/** A short fingerprint of plain data: equal data, equal fingerprint. 64 bits: it notices a change, it does not withstand an attacker who seeks a twin. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 16);
}
