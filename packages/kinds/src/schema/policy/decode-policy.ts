import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, type Unknown, unknown } from "../../value.ts";
import { bool } from "../../value-types/scalar.ts";
import { decodeSignature } from "../routine/decode-arguments.ts";
import { shownType } from "../routine/routine-type.ts";
import type { PolicyArgument } from "./policy-arguments.ts";
import { policyBody } from "./policy-body.ts";

type DescribedPolicy = {
  readonly arguments: Read<readonly PolicyArgument[]>;
  readonly returns: Read<string>;
  readonly body: Read<string>;
};

/** What DESCRIBE says of a policy: one row. Who neither owns the policy nor may apply it is refused, and knows its name only. */
export function decodePolicy({ row, also }: ObjectRows): DescribedPolicy {
  const rows = also("DESCRIBE");
  if (isUnknown(rows)) return allUnknown(rows);
  const [told] = rows as readonly RowView[];
  if (told === undefined) return allUnknown(unknown("DESCRIBE tells nothing of the policy"));
  const [signature, returns, body] = ["signature", "return_type", "body"].map((column) => told.get(column));
  return {
    arguments: signature === "()" ? undefined : typeof signature === "string" ? decodeSignature(signature, row) : unknown("DESCRIBE tells no signature"),
    returns: shownType(returns ?? "")?.type ?? unknown("DESCRIBE tells no type of the result"),
    body: typeof body === "string" ? policyBody.decode(body) : unknown("DESCRIBE tells no body"),
  };
}

function allUnknown(why: Unknown): DescribedPolicy {
  return { arguments: why, returns: why, body: why };
}

/** `{"EXEMPT_OTHER_POLICIES": "TRUE"}` in the column `options`, which is empty where it is false (docs: sql-reference/sql/show-masking-policies). */
export function decodeExempt({ row }: ObjectRows): Read<boolean> {
  const options = row.get("options");
  if (options === undefined) return unknown("SHOW MASKING POLICIES has no column options");
  const said = /EXEMPT_OTHER_POLICIES\W+(\w+)/.exec(options ?? "");
  return bool.decode(said?.[1] ?? "false");
}
