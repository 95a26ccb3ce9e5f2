import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { textColumn } from "../../result.ts";
import type { DescribeResult } from "../object-class.ts";
import { ownSide } from "./own-side.ts";
import type { Shape } from "./shape.ts";

const LISTS = /_(LOCATIONS|RECIPIENTS)$/;
const FLAGS = ["ENABLED", "USE_PRIVATELINK_ENDPOINT"];
const DEFAULTS: Readonly<Record<string, string>> = { ENABLED: "false", USE_PRIVATELINK_ENDPOINT: "false", DIRECTION: "INBOUND" };

/** property, property_type, property_value, property_default (docs: user-guide/data-load-s3-config-storage-integration). */
export function describeCloudIntegration(
  context: Context,
  entry: Entry,
  { first, shape }: { readonly first: readonly string[]; readonly shape: Shape },
): DescribeResult {
  const given = [...first, ...shape.needs, ...shape.may].filter((name) => name !== "TYPE");
  // The own side of an integration with AWS may be told by the user.
  const own = shape.own.filter((name) => entry.properties[name] === undefined);
  const rows = [
    ...[...new Set(given)].filter((name) => !own.includes(name)).map((name) => row(name, shown(entry, name))),
    ...own.map((name) => row(name, ownSide(context, entry, name))),
    row("COMMENT", entry.comment ?? ""),
  ];
  return { columns: ["property", "property_type", "property_value", "property_default"].map((column) => textColumn(column)), rows };
}

function shown(entry: Entry, name: string): string {
  const value = entry.properties[name];
  if (Array.isArray(value)) return value.join(",");
  if (value !== undefined && value !== null) return String(value);
  return name === "ENABLED" ? "true" : LISTS.test(name) ? "" : (DEFAULTS[name] ?? "");
}

function row(name: string, value: string): readonly string[] {
  const isList = LISTS.test(name);
  return [name, isList ? "List" : FLAGS.includes(name) ? "Boolean" : "String", value, isList ? "[]" : (DEFAULTS[name] ?? "")];
}
