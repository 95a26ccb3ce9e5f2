import type { Entry } from "../../catalog/entry.ts";
import { listOf } from "../../objects/routine/references.ts";
import { isSecure } from "../../objects/routine/routine.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { accessColumns, codeText, leadingColumns, packages } from "./routine-columns.ts";
import { empty, type InformationSchemaView, objectsIn, text, time, yesOrNo } from "./view.ts";

export const functionColumns: readonly ViewColumn<Entry>[] = [
  ...leadingColumns("FUNCTION"),
  text("VOLATILITY", (entry) => (entry.properties.VOLATILITY as string | undefined) ?? "VOLATILE"),
  text("IS_NULL_CALL", (entry) => yesOrNo((entry.properties.NULL_HANDLING ?? "CALLED ON NULL INPUT") === "CALLED ON NULL INPUT")),
  text("IS_SECURE", (entry) => yesOrNo(isSecure(entry))),
  time("CREATED", (entry) => entry.createdOn),
  time("LAST_ALTERED", () => null),
  text("COMMENT", (entry) => entry.comment),
  text("IS_EXTERNAL", (entry) => yesOrNo(entry.class === "EXTERNAL FUNCTION")),
  ...empty<Entry>("API_INTEGRATION CONTEXT_HEADERS MAX_BATCH_ROWS REQUEST_TRANSLATOR RESPONSE_TRANSLATOR COMPRESSION"),
  text("IMPORTS", (entry) => (listOf(entry, "IMPORTS").length === 0 ? null : `[${listOf(entry, "IMPORTS").join(", ")}]`)),
  codeText("HANDLER", "HANDLER"),
  codeText("TARGET_PATH", "TARGET_PATH"),
  codeText("RUNTIME_VERSION", "RUNTIME_VERSION"),
  packages,
  ...empty<Entry>("INSTALLED_PACKAGES"),
  text("IS_MEMOIZABLE", (entry) => yesOrNo(entry.properties.MEMOIZABLE === true)),
  ...accessColumns,
  text("IS_DATA_METRIC", (entry) => yesOrNo(entry.class === "DATA METRIC FUNCTION")),
  text("IS_AGGREGATE", (entry) => yesOrNo(entry.properties.AGGREGATE === true)),
  ...empty<Entry>("ARTIFACT_REPOSITORY"),
];

/** (docs: sql-reference/info-schema/functions) */
export const functions: InformationSchemaView = (context, database) => rowsOf(functionColumns, objectsIn(context, database, ["FUNCTION"]), context);
