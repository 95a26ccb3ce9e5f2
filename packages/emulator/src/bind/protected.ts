import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { attachmentsOf } from "../objects/governance/attachments.ts";
import { effectiveTags } from "../objects/governance/effective-tags.ts";
import { dataOf } from "../objects/table/table-data.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import { rowCount } from "../objects/table/table-rows.ts";
import { entryWithin } from "../rows/transaction.ts";

/** Does a policy decide what a query sees of it? No policy is applied here, so nothing of it is shown. */
export function isProtected(context: Context, entry: Entry): boolean {
  return isConstrained(entry) || isHidden(context, entry);
}

/** Does it hide something of a query, or refuse it? Of a table without a row nothing is there to hide, but a query can still be refused. */
export function isProtectedNow(context: Context, entry: Entry): boolean {
  return isConstrained(entry) || (isHidden(context, entry) && !isCertainlyEmpty(entryWithin(context, entry)));
}

function isCertainlyEmpty(entry: Entry): boolean {
  return entry.class === "TABLE" && dataOf(entry) === "rows" && rowCount(entry) === 0;
}

/** Policies that refuse queries, whatever the rows are. */
function isConstrained(entry: Entry): boolean {
  const { aggregation, join, projection } = attachmentsOf(entry);
  return aggregation !== null || join !== null || Object.keys(projection).length > 0;
}

function isHidden(context: Context, entry: Entry): boolean {
  const { masking, rowAccess } = attachmentsOf(entry);
  if (rowAccess !== null || Object.keys(masking).length > 0) return true;
  const tags = [null, ...columnsOf(entry).map(({ name }) => name)].flatMap((column) => effectiveTags(context, entry, column));
  return tags.some(({ tag }) => attachmentsOf(tag).tagMasking.length > 0);
}
