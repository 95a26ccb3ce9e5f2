import { owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { textColumn } from "../../result.ts";
import type { DescribeResult } from "../object-class.ts";
import { listOf } from "./references.ts";
import { argumentsOf, isSecure, languageOf, namedType, returnsOf, tableType } from "./routine.ts";
import { integrations, secrets } from "./show-routine.ts";

type Row = readonly [property: string, value: string | null];

const COLUMNS = [textColumn("property"), textColumn("value")];

/** The rows depend on the language: SQL tells neither its null handling nor its volatility (docs: sql-reference/sql/desc-function, desc-procedure). */
export function describeRoutine(entry: Entry, context: Context): DescribeResult {
  const language = languageOf(entry);
  const returns = returnsOf(entry);
  const isHidden = hidesCode(entry, context);
  const rows: Row[] = [
    [
      "signature",
      `(${argumentsOf(entry)
        .map(({ name, type }) => namedType(name, type))
        .join(", ")})`,
    ],
    ["returns", returns.kind === "table" ? tableType(returns.columns) : `${returns.type}${returns.notNull ? " NOT NULL" : ""}`],
    ["language", language],
  ];
  if (language !== "SQL")
    rows.push(["null handling", textOf(entry, "NULL_HANDLING") ?? "CALLED ON NULL INPUT"], ["volatility", textOf(entry, "VOLATILITY") ?? "VOLATILE"]);
  if (entry.class === "PROCEDURE") rows.push(["execute as", textOf(entry, "EXECUTE_AS") ?? "OWNER"]);
  rows.push(["body", isHidden ? null : textOf(entry, "BODY")]);
  if (language !== "SQL" && language !== "JAVASCRIPT") rows.push(...snowparkRows(entry, { language, isHidden }));
  return { columns: COLUMNS, rows };
}

function textOf(entry: Entry, property: string): string | null {
  return (entry.properties[property] as string | undefined) ?? null;
}

/** What a secure function hides from all but its owner is the code, and where it comes from (docs: developer-guide/secure-udf-procedure). */
function hidesCode(entry: Entry, context: Context): boolean {
  return isSecure(entry) && !owns(context, entry);
}

/** `['numpy','pandas==2']` for Python, `[a:b:1]` for the others. */
function packages(entry: Entry): string {
  const found = listOf(entry, "PACKAGES");
  return `[${(languageOf(entry) === "PYTHON" ? found.map((item) => `'${item}'`) : found).join(",")}]`;
}

function imports(entry: Entry): string {
  return `[${listOf(entry, "IMPORTS").join(", ")}]`;
}

function snowparkRows(entry: Entry, { language, isHidden }: { readonly language: string; readonly isHidden: boolean }): readonly Row[] {
  const unlessHidden = (value: string | null): string | null => (isHidden ? null : value);
  const isPython = language === "PYTHON";
  return [
    ["imports", unlessHidden(imports(entry))],
    ["handler", unlessHidden(textOf(entry, "HANDLER"))],
    ["runtime_version", unlessHidden(textOf(entry, "RUNTIME_VERSION"))],
    ["packages", unlessHidden(packages(entry))],
    ...(isPython ? pythonRows(entry) : [["target_path", unlessHidden(textOf(entry, "TARGET_PATH"))] as const]),
    ["external_access_integrations", integrations(entry) || null],
    ["secrets", secrets(entry) || null],
  ];
}

/** Which packages come with those that are named is not known here. */
function pythonRows(entry: Entry): readonly Row[] {
  const installed: Row = ["installed_packages", null];
  return entry.class === "PROCEDURE" ? [installed] : [installed, ["is_aggregate", String(entry.properties.AGGREGATE === true)]];
}
