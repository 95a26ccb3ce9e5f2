import { unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list } from "../../value-types/collection.ts";
import { text } from "../../value-types/scalar.ts";
import { canonicalSql, splitExpressions } from "../sql-text/canonical-sql.ts";

const expressions = list(text);

/** The expressions of a clustering key. SHOW TABLES prints them as `LINEAR(a, b)`. */
export const clusterBy: ValueType<readonly string[]> = {
  ...expressions,
  decode(cell) {
    if (cell === null || cell === "") return undefined;
    const inner = /^(?:LINEAR)?\s*\((.*)\)$/is.exec(cell.trim())?.[1];
    return inner === undefined ? unknown(`not a clustering key: ${cell}`) : splitExpressions(inner);
  },
  same: (a, b) => canonicalSql(a.join(", ")) === canonicalSql(b.join(", ")),
};
