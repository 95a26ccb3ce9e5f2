import { displayedName, nameOf } from "@snowtower/sql";
import { pathOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { argumentsOf, namedType, returnsOf } from "./routine.ts";

/** `DB.SCHEMA."F(A NUMBER, B VARCHAR):NUMBER(38,0)"`: how SHOW GRANTS names an overload. */
export function grantNameOfRoutine(entry: Entry, context: Context): string {
  const returns = returnsOf(entry);
  const columns = returns.kind === "table" ? returns.columns.map(({ name, type }) => namedType(name, type)).join(", ") : "";
  const result = returns.kind === "table" ? `TABLE: (${columns})` : returns.type;
  const args = argumentsOf(entry).map(({ name, type }) => namedType(name, type));
  const outer = pathOf(context.draft.catalog, entry).slice(0, -1);
  return `${displayedName(nameOf(...outer.map((at) => at.name)))}."${entry.name}(${args.join(", ")}):${result}"`;
}
