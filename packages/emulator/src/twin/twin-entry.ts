import type { Entry, Value } from "../catalog/entry.ts";

/** An entry of a twin that is being put together: `Entry`, not finished yet. */
export interface TwinEntry extends Omit<Entry, "properties" | "parameters" | "seen"> {
  owner: Entry["owner"];
  createdOn: number;
  comment: string | null;
  properties: Record<string, Value>;
  parameters: Record<string, string>;
  seen?: NonNullable<Entry["seen"]>;
}
