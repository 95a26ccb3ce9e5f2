import { displayed, exactly } from "@snowtower/sql";
import { unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { readPart } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { dataType, sameType } from "../routine/routine-type.ts";

/** An argument of a policy: its stored name, and its type in normal form. */
export type PolicyArgument = { readonly name: string; readonly type: string };

/** The arguments in their order: in a file a map of names to types. A masking policy's first one is the value that it masks. */
export const policyArguments: ValueType<readonly PolicyArgument[]> = {
  says: "a map of argument names to data types",
  parse(node, context) {
    if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map of arguments, found ${describeNode(node)}`, at: node.at });
    if (node.entries.length === 0) return refuse(context, { code: "ST1104", message: "a policy has at least one argument", at: node.at });
    const all: PolicyArgument[] = [];
    for (const { key, keyAt, value } of node.entries) {
      const name = readPart(key);
      const type = dataType.parse(value, context);
      if (name === null) refuse(context, { code: "ST1105", message: `not a name of an argument: "${key}"`, at: keyAt });
      else if (type !== undefined) all.push({ name, type });
    }
    return all.length === node.entries.length ? all : undefined;
  },
  decode: (cell) => (cell === null ? undefined : unknown("arguments are not read from one cell")),
  render() {
    throw new TypeError("arguments have no form in a property");
  },
  write: (all) => Object.fromEntries(all.map(({ name, type }) => [displayed(exactly(name)), type])),
  // DESCRIBE shows the base name of a type, as VARCHAR for VARCHAR(10) (docs: sql-reference/sql/desc-masking-policy).
  same: (a, b) => a.length === b.length && a.every(({ name, type }, i) => name === b[i]?.name && sameType(type, b[i]?.type ?? "")),
  schema: { type: "object", minProperties: 1, additionalProperties: dataType.schema },
};
