import type { ValueType } from "../../value-type.ts";
import { mapOf } from "../../value-types/collection.ts";
import { parameterValue } from "../../value-types/parameter-value.ts";
import { refuse } from "../../value-types/refuse.ts";

export type SessionParams = { readonly [name: string]: string | number | boolean };

/** What people set for themselves in Snowsight: compared only where a file names it. */
const OWN_SETTINGS = ["WORKSPACE_USER_SETTINGS", "WORKSHEETS_MIGRATED"];

const plain = mapOf(parameterValue, { upper: true });

/** Parameters of a user. They compare by their text: a file's 600 is the account's "600". */
export const sessionParams: ValueType<SessionParams> = {
  ...plain,
  parse(node, context) {
    const values = plain.parse(node, context);
    if (values === undefined || !Object.hasOwn(values, "NETWORK_POLICY")) return values;
    return refuse(context, {
      code: "ST1104",
      message: "NETWORK_POLICY is no session parameter of a user",
      at: node.at,
      hint: "a network policy is attached to a user by its own field",
    });
  },
  same(a, b) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => {
      const [x, y] = [a[key], b[key]];
      if (x === undefined || y === undefined) return OWN_SETTINGS.includes(key);
      return String(x) === String(y);
    });
  },
};

/** The parameters that only `from` has: to be unset. */
export function droppedParams(from: SessionParams, to: SessionParams): readonly string[] {
  return Object.keys(from).filter((key) => !Object.hasOwn(to, key) && !OWN_SETTINGS.includes(key));
}
