import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { fullName } from "../resolve.ts";
import { attachmentsOf, policyAt } from "./attachments.ts";

/** By column: the full name of the masking policy set on it, as DESC TABLE's `policy name` prints it. What comes by a tag is not there. */
export function policyNames(entry: Entry, context: Context): ReadonlyMap<string, string> {
  const pairs = Object.entries(attachmentsOf(entry).masking).flatMap(([column, { policy: id }]): readonly (readonly [string, string])[] => {
    const policy = policyAt(context, id);
    return policy === undefined ? [] : [[column, fullName(context.draft.catalog, policy)]];
  });
  return new Map(pairs);
}
