import type { Draft } from "../catalog/draft.ts";
import type { Entry } from "../catalog/entry.ts";

/** The class of every database's INFORMATION_SCHEMA: listed with the schemas, but nobody's, and GRANT ON ALL SCHEMAS does not reach it. */
export const INFORMATION_SCHEMA = "INFORMATION SCHEMA";

export function addInformationSchema(draft: Draft, database: Entry, now: number): void {
  draft.add({
    class: INFORMATION_SCHEMA,
    parent: database.id,
    name: "INFORMATION_SCHEMA",
    args: null,
    owner: null,
    createdOn: now,
    droppedOn: null,
    comment: "Views describing the contents of schemas in this database",
    properties: {},
    parameters: {},
  });
}
