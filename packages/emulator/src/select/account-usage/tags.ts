import { entryOf, isLive } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { valuesOf } from "../../catalog/persistent-map.ts";
import type { Context } from "../../context.ts";
import { attachmentsOf, liveTags } from "../../objects/governance/attachments.ts";
import { allowedValues } from "../../objects/governance/tag-values.ts";
import { timeCell } from "../../result.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { databaseId, databaseName, deletedOn, everyEntry, objectCells, schemaName, type UsageView } from "./usage-view.ts";

const { COMMENT: _comment, TAG_CATALOG: _catalog, TAG_CATALOG_ID: _catalogId, ...tagCells } = objectCells("TAG");

const TAGS = layout<Entry>(
  "TAG_ID:n TAG_NAME TAG_SCHEMA_ID:n TAG_SCHEMA TAG_DATABASE_ID:n TAG_DATABASE TAG_OWNER TAG_COMMENT:v CREATED:t LAST_ALTERED:t DELETED:t ALLOWED_VALUES:v " +
    "OWNER_ROLE_TYPE PROPAGATE ON_CONFLICT",
  {
    ...tagCells,
    TAG_DATABASE_ID: databaseId,
    TAG_DATABASE: databaseName,
    TAG_COMMENT: ({ comment }) => (comment === null ? null : JSON.stringify(comment)),
    ALLOWED_VALUES: (entry) => (allowedValues(entry) === null ? null : JSON.stringify(allowedValues(entry))),
  },
);

/** (docs: sql-reference/account-usage/tags) */
export const tags: UsageView = { roles: ["OBJECT_VIEWER", "GOVERNANCE_VIEWER"], rows: (context) => rowsOf(TAGS, everyEntry(context, ["TAG"]), context) };

interface TagOn {
  readonly tag: Entry;
  readonly value: string;
  readonly on: Entry;
  readonly column: string | null;
}

const isAccount = ({ id }: Entry): boolean => id === ACCOUNT;
const ofObject =
  (cell: Cell<Entry>): Cell<TagOn> =>
  ({ on }, context) =>
    isAccount(on) ? null : cell(on, context);

const REFERENCES = layout<TagOn>(
  "TAG_DATABASE TAG_SCHEMA TAG_ID:n TAG_NAME TAG_VALUE OBJECT_DATABASE OBJECT_SCHEMA OBJECT_ID:n OBJECT_NAME OBJECT_DELETED:t DOMAIN COLUMN_ID:n COLUMN_NAME APPLY_METHOD",
  {
    TAG_DATABASE: ({ tag }, context) => databaseName(tag, context),
    TAG_SCHEMA: ({ tag }, context) => schemaName(tag, context),
    TAG_ID: ({ tag }) => String(tag.id),
    TAG_NAME: ({ tag }) => tag.name,
    TAG_VALUE: ({ value }) => value,
    OBJECT_DATABASE: ofObject((on, context) => (on.class === "DATABASE" ? null : databaseName(on, context))),
    OBJECT_SCHEMA: ofObject((on, context) => (on.class === "SCHEMA" ? null : schemaName(on, context))),
    OBJECT_ID: ({ on }) => String(on.id),
    OBJECT_NAME: ({ on }, { account }) => (isAccount(on) ? account.name : on.name),
    OBJECT_DELETED: ofObject((on, context) => timeCell(deletedOn(context, on))),
    DOMAIN: ({ on, column }) => (column === null ? on.class : "COLUMN"),
    COLUMN_NAME: ({ column }) => column,
    APPLY_METHOD: () => "MANUAL",
  },
);

/** "only records the direct relationship between the object and the tag" (docs: sql-reference/account-usage/tag_references) */
export const tagReferences: UsageView = {
  roles: ["GOVERNANCE_VIEWER"],
  rows: (context) => rowsOf(REFERENCES, everyTag(context), context),
};

function everyTag(context: Context): readonly TagOn[] {
  return valuesOf(context.draft.catalog.entries)
    .filter((entry) => entry.properties.ATTACHED !== undefined && stillKnown(context, entry))
    .sort((a, b) => a.id - b.id)
    .flatMap((on) => {
      const { tags: own, columnTags } = attachmentsOf(on);
      const ofColumns = Object.entries(columnTags).flatMap(([column, set]) => liveTags(context, set).map((found) => ({ ...found, on, column })));
      return [...liveTags(context, own).map((found) => ({ ...found, on, column: null })), ...ofColumns];
    });
}

/** Alive, or with a day of its drop. */
function stillKnown(context: Context, entry: Entry): boolean {
  return isAccount(entry) || isLive(context.draft.catalog, entry) || entryOf(context.draft.catalog, entry.parent) !== undefined;
}
