import { unknown } from "../value.ts";
import type { ValueType } from "../value-type.ts";
import { describeNode, refuse } from "./refuse.ts";
import { text } from "./scalar.ts";

const FORM = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)? *(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/**
 * A date, or a date and a time: without a time zone it is UTC. A date alone is any time of that day. Equal are texts that mean the same second.
 * A cell has a time as text, or as seconds since 1970.
 */
export const moment: ValueType<string> = {
  ...text,
  says: "a date, or a date and a time",
  schema: { type: "string", pattern: FORM.source },
  parse(node, context) {
    // YAML has a type of its own for dates; what was written counts.
    const isWritten = node.kind === "scalar" && (node.type === "text" || node.type === "date");
    if (isWritten && instant(node.source) !== null) return node.source;
    const hint = "2026-12-31, 2026-12-31 23:59:00 or 2026-12-31 23:59:00 +01:00";
    return refuse(context, { code: "ST1104", message: `expected a date, or a date and a time, found ${describeNode(node)}`, at: node.at, hint });
  },
  decode(cell) {
    if (cell === null || cell === "" || cell === "null") return undefined;
    const at = /^\d+(\.\d+)?$/.test(cell) ? Math.floor(Number(cell)) : instant(cell);
    return at === null ? unknown(`not a time: ${cell}`) : new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ");
  },
  same(a, b) {
    const [x, y] = [instant(a), instant(b)];
    if (x === null || y === null) return a === b;
    return isDay(a) || isDay(b) ? dayOf(x) === dayOf(y) : x === y;
  },
};

/** Seconds since 1970. */
function instant(written: string): number | null {
  const [, day, clock = "00:00", zone] = FORM.exec(written.trim()) ?? [];
  const offset = zone === undefined || zone === "UTC" ? "Z" : zone.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2");
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${clock}${offset}`);
  return Number.isNaN(at) ? null : Math.floor(at / 1000);
}

function isDay(written: string): boolean {
  return FORM.exec(written.trim())?.[2] === undefined;
}

function dayOf(seconds: number): number {
  return Math.floor(seconds / 86_400);
}
