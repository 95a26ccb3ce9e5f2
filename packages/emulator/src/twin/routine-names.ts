import { displayedName, nameOf } from "@snowtower/sql";
import { grantedOn } from "../access/grantable-types.ts";
import type { Id } from "../catalog/entry.ts";
import { argumentsOf, namedType, returnsOf } from "../objects/routine/routine.ts";
import type { Seeding } from "./seeding.ts";

/** What SHOW GRANTS prints for each routine that was read, by `FUNCTION DB.SC."F(A NUMBER):FLOAT"`. Others are found by the types in the name. */
export function routineNames(seeding: Seeding): ReadonlyMap<string, Id> {
  const names = new Map<string, Id>();
  for (const entry of seeding.entries) {
    if (entry.args === null || entry.properties.RETURNS === undefined || entry.droppedOn !== null) continue;
    const returns = returnsOf(entry);
    const columns = returns.kind === "table" ? returns.columns.map(({ name, type }) => namedType(name, type)).join(", ") : "";
    const result = returns.kind === "table" ? `TABLE: (${columns})` : returns.type;
    const args = argumentsOf(entry).map(({ name, type }) => namedType(name, type));
    const schema = seeding.at(entry.parent);
    const outer = displayedName(nameOf(seeding.at(schema.parent).name, schema.name));
    names.set(`${grantedOn(entry.class)} ${outer}."${entry.name}(${args.join(", ")}):${result}"`, entry.id);
  }
  return names;
}
