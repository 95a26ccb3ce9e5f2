import { bool, num, text as textFragment } from "@snowtower/sql";
import type { ValueType } from "../value-type.ts";
import { describeNode, refuse } from "./refuse.ts";

/** The value of a parameter, as SnowDDL's `*_params` take it: text, number, true or false. */
export const parameterValue: ValueType<string | number | boolean> = {
  says: "text, a number, true or false",
  parse(node, context) {
    if (node.kind === "scalar" && node.value !== null && node.type !== "date") return node.value;
    return refuse(context, { code: "ST1103", message: `expected text, a number, true or false, found ${describeNode(node)}`, at: node.at });
  },
  decode: (cell) => cell ?? undefined,
  render: (value) => (typeof value === "boolean" ? bool(value) : typeof value === "number" ? num(value) : textFragment(value)),
  write: (value) => value,
  schema: { type: ["string", "number", "boolean"] },
};
