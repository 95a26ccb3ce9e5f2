import type { ValueType } from "../../value-type.ts";
import { refuse } from "../../value-types/refuse.ts";
import { bool } from "../../value-types/scalar.ts";

/** Search optimization of the whole table. SHOW TABLES does not tell the columns it is on, so the form with methods and columns is refused. */
export const searchOptimization: ValueType<boolean> = {
  ...bool,
  parse(node, context) {
    if (node.kind !== "map") return bool.parse(node, context);
    const hint = "write true for the whole table; nothing was planned for it";
    return refuse(context, { code: "ST1106", message: "search optimization of single columns is not supported yet", at: node.at, hint });
  },
};
