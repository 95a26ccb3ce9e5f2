import type { Attachment } from "../../access/attachment.ts";
import type { Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list } from "../../value-types/collection.ts";
import { columnName } from "../../value-types/name.ts";

/** Where on an object a policy of a kind is set, as files say it: in the policy's `references` and in the tables' and views' own files alike. */
export interface PolicyPlace {
  readonly keys: { readonly [key: string]: ValueType };
  readonly required: readonly string[];
  placeOf(entry: { readonly [key: string]: Value }): Pick<Attachment, "column" | "arguments">;
  /** The inverse of `placeOf`. */
  entryOf(attachment: Attachment): { readonly [key: string]: Value };
}

const columns = list(columnName, { min: 1 });

/** A masking policy: the column that it masks, and then those that its condition asks about. */
export const maskedColumn: PolicyPlace = {
  keys: { columns },
  required: ["columns"],
  placeOf(entry) {
    const [masked = "", ...others] = entry.columns as readonly string[];
    return { column: masked, arguments: others };
  },
  entryOf: ({ column = "", arguments: others }) => ({ columns: [column, ...others] }),
};

/** A projection policy. */
export const oneColumn: PolicyPlace = {
  keys: { column: columnName },
  required: ["column"],
  placeOf: (entry) => ({ column: entry.column as string, arguments: [] }),
  entryOf: ({ column = "" }) => ({ column }),
};

/** A row access policy: the columns that its arguments stand for. */
export const wholeObject: PolicyPlace = {
  keys: { columns },
  required: ["columns"],
  placeOf: (entry) => ({ arguments: entry.columns as readonly string[] }),
  entryOf: (attachment) => ({ columns: attachment.arguments }),
};

/** An aggregation or a join policy: the columns of an entity's key, or those that may be joined on, or none. */
export const wholeObjectOrKey: PolicyPlace = {
  keys: { columns },
  required: [],
  placeOf: (entry) => ({ arguments: (entry.columns ?? []) as readonly string[] }),
  entryOf: (attachment) => (attachment.arguments.length === 0 ? {} : { columns: attachment.arguments }),
};
