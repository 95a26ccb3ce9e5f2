import { displayedName, splitName } from "@snowtower/sql";
import type { ValueType } from "../value-type.ts";
import { readPart } from "./name.ts";
import { describeNode, refuse } from "./refuse.ts";
import { text } from "./scalar.ts";

/** Where the account keeps what SnowTower remembers of it: `DB.SCHEMA` in displayed form, or `off`. */
export const stateSchema: ValueType<string> = {
  ...text,
  says: "DATABASE.SCHEMA, or off",
  parse(node, context) {
    // YAML takes `off` for false.
    if (node.kind === "scalar" && (node.value === false || node.source.toLowerCase() === "off")) return "off";
    const parts = node.kind === "scalar" && node.type === "text" ? splitName(node.source.trim())?.map(readPart) : undefined;
    if (parts?.length === 2 && parts.every((part) => part !== null)) return displayedName(parts);
    const message = `expected the name of a schema or off, found ${describeNode(node)}`;
    return refuse(context, { code: "ST1104", message, at: node.at, hint: "write DATABASE.SCHEMA, or off for no state schema" });
  },
  schema: { anyOf: [{ type: "string" }, { const: false }] },
};
