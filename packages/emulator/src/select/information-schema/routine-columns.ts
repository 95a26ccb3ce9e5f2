import { owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import { listOf } from "../../objects/routine/references.ts";
import { argumentsOf, isSecure, languageOf, namedType, returnsOf, tableType } from "../../objects/routine/routine.ts";
import { integrations, secrets } from "../../objects/routine/show-routine.ts";
import type { ViewColumn } from "../metadata-view.ts";
import { typeColumns } from "./type-columns.ts";
import { databaseOf, ownerOf, schemaOf, text } from "./view.ts";

/** `(A NUMBER, B VARCHAR)` */
function signature(entry: Entry): string {
  return `(${argumentsOf(entry)
    .map(({ name, type }) => namedType(name, type))
    .join(", ")})`;
}

/** A text that only the owner of a secure one sees (docs: developer-guide/secure-udf-procedure). */
export function codeText(name: string, property: string): ViewColumn<Entry> {
  return text(name, (entry, context) => (isSecure(entry) && !owns(context, entry) ? null : ((entry.properties[property] as string | undefined) ?? null)));
}

const returnType = (entry: Entry): string => {
  const returns = returnsOf(entry);
  return returns.kind === "table" ? tableType(returns.columns) : returns.type;
};

/** FUNCTION_CATALOG ... FUNCTION_DEFINITION; of a procedure PROCEDURE_ instead. */
export function leadingColumns(prefix: "FUNCTION" | "PROCEDURE"): readonly ViewColumn<Entry>[] {
  return [
    text(`${prefix}_CATALOG`, databaseOf),
    text(`${prefix}_SCHEMA`, schemaOf),
    text(`${prefix}_NAME`, (entry) => entry.name),
    text(`${prefix}_OWNER`, ownerOf),
    text("ARGUMENT_SIGNATURE", signature),
    text("DATA_TYPE", returnType),
    ...typeColumns<Entry>((entry) => (returnsOf(entry).kind === "value" ? returnType(entry) : null)).slice(1),
    text(`${prefix}_LANGUAGE`, languageOf),
    codeText(`${prefix}_DEFINITION`, "BODY"),
  ];
}

export const packages: ViewColumn<Entry> = text("PACKAGES", (entry) => {
  const names = listOf(entry, "PACKAGES");
  return names.length === 0 ? null : `[${names.map((name) => `'${name}'`).join(",")}]`;
});

export const accessColumns: readonly ViewColumn<Entry>[] = [
  text("EXTERNAL_ACCESS_INTEGRATIONS", (entry) => integrations(entry) || null),
  text("SECRETS", (entry) => secrets(entry) || null),
];
