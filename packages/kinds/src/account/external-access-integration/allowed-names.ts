import type { ValueType } from "../../value-type.ts";
import { either, list } from "../../value-types/collection.ts";
import { fullName } from "../../value-types/full-name.ts";
import { oneOf } from "../../value-types/scalar.ts";

const names = list(fullName, { min: 1, unordered: true });
const all = oneOf(["ALL"]);

export const allowedRules: ValueType<readonly string[]> = { ...names, says: "a list, each the full name of a rule of mode EGRESS" };

/** Names, or every secret there is: `ALL`, which SnowDDL's files cannot say. */
export const allowedSecrets: ValueType<readonly string[] | "ALL"> = {
  ...either(names, all, (node) => (node === "scalar" ? "second" : "first")),
  says: "a list, each the full name of a secret, or ALL",
  parse: (node, context) => (node.kind === "scalar" && /^all$/i.test(node.source) ? "ALL" : names.parse(node, context)),
  render: (value) => (value === "ALL" ? all.render(value) : names.render(value)),
  same: (a, b) => a === b || (a !== "ALL" && b !== "ALL" && names.same?.(a, b) === true),
};
