import type { Entry } from "../../catalog/entry.ts";
import { roleType } from "../../objects/show-columns.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { accessColumns, codeText, leadingColumns, packages } from "./routine-columns.ts";
import { empty, type InformationSchemaView, objectsIn, text, time } from "./view.ts";

export const procedureColumns: readonly ViewColumn<Entry>[] = [
  ...leadingColumns("PROCEDURE"),
  time("CREATED", (entry) => entry.createdOn),
  time("LAST_ALTERED", () => null),
  text("COMMENT", (entry) => entry.comment),
  ...accessColumns,
  codeText("RUNTIME_VERSION", "RUNTIME_VERSION"),
  packages,
  ...empty<Entry>("INSTALLED_PACKAGES ARTIFACT_REPOSITORY"),
  text("OWNER_ROLE_TYPE", (entry, context) => (entry.owner === null ? null : roleType(context, entry.owner.role))),
];

/** (docs: sql-reference/info-schema/procedures) */
export const procedures: InformationSchemaView = (context, database) => rowsOf(procedureColumns, objectsIn(context, database, ["PROCEDURE"]), context);
