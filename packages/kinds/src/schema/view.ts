import { parseQualifiedName } from "@snowtower/sql";
import { field } from "../field.ts";
import { formerName } from "../former-name.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import { list } from "../value-types/collection.ts";
import { schemaObjectName } from "../value-types/name.ts";
import { bool, sqlText, text } from "../value-types/scalar.ts";
import { bearerPolicies, describedOnBearer, withoutTags, writtenOnBearer } from "./policy/bearer-policies.ts";
import { columnsSource } from "./table/columns-source.ts";
import { decodeView } from "./view/decode-view.ts";
import { alterView, columnNames, createView, isBornWith } from "./view/render-view.ts";
import { type ViewColumn, viewColumns } from "./view/view-columns.ts";

export const view = defineKind({
  name: "view",
  label: "VIEW",
  plural: "VIEWS",
  scope: "schema",
  layout: "object file",
  doc: "A query under a name.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-view",
  fields: {
    text: field(sqlText, "The query."),
    columns: field(
      viewColumns,
      "The names of the columns in their order, each with its comment, or with a map of comment and tags, or with nothing; all columns or none.",
      {
        group: "columns",
        default: [],
      },
    ),
    is_secure: field(bool, "Its text is shown to its owner only, and queries cannot be optimised in ways that let hidden rows be guessed.", {
      from: { show: "is_secure" },
      default: false,
    }),
    change_tracking: field(bool, "Keeps what streams on the view need, also in the tables below it; left alone if the file does not say, as of a table.", {
      from: { show: "change_tracking" },
      absent: "unmanaged",
      destroys: (from, to) => from === true && to !== true,
    }),
    comment: field(text, "A comment.", { from: { show: "comment" }, group: "envelope" }),
    depends_on: field(list(schemaObjectName), "Views that must be made before this one. Views that its query names are found without it.", {
      change: "ignore",
      absent: "unmanaged",
    }),
  },
  config: { ...bearerPolicies, ...formerName },
  renames: true,
  showsOthers: true,
  required: ["text"],
  sources: [{ from: "show", what: "VIEWS", paged: true, late: { view: "VIEWS", latency: "90 minutes" } }, columnsSource],
  lesser: "The text of a secure view is shown to the role that owns it.",
  needs: {
    create: [{ privilege: "CREATE VIEW", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  definitionOnly: true,
  replace: {
    loses: ["streams on the view become stale", "its owner becomes the role that replaces it", "its time of creation"],
  },
  accepts: ({ row }) => row.get("is_materialized") !== "true" && row.get("kind") !== "MATERIALIZED_VIEW",
  // INFORMATION_SCHEMA's views have no owner; SN_TEMP_OBJECT_n are Snowpark's for the time of a session (docs: sql-reference/sql/show-views).
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION" || /^SN_TEMP_OBJECT_\d+$/.test(row.get("name") ?? ""),
  decode: decodeView,
  refs: dependsOn,
  bodies: (object) => [known(object.fields.text)].filter((query) => typeof query === "string"),
  compile: ({ fields: { columns, ...fields } }) => (columns === undefined ? fields : { ...fields, columns: withoutTags(columns as unknown as ViewColumn[]) }),
  // Its domain for tags is that of all that is like a table (docs: sql-reference/functions/tag_references).
  bears: { tags: "TABLE", policies: "VIEW", columns: true, columnsOf: columnNames, inline: isBornWith },
  attachments: describedOnBearer,
  writeAttachments: writtenOnBearer,
  create: (object, how, born) => [createView(object, how, born)],
  alter: alterView,
});

function dependsOn(object: AnyObject): readonly ObjectId[] {
  const names = (known(object.fields.depends_on) ?? []) as readonly string[];
  return names.map((displayed) => idOf(object.kind, parseQualifiedName(displayed) ?? [])).filter((id) => id !== object.id);
}
