import type { Entry } from "../../catalog/entry.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { databaseOf, empty, type InformationSchemaView, number, objectsIn, ownerOf, schemaOf, text, time, yesOrNo } from "./view.ts";

const stored = (property: string) => (entry: Entry) => String(entry.properties[property] ?? 1);

export const sequenceColumns: readonly ViewColumn<Entry>[] = [
  text("SEQUENCE_CATALOG", databaseOf),
  text("SEQUENCE_SCHEMA", schemaOf),
  text("SEQUENCE_NAME", (entry) => entry.name),
  text("SEQUENCE_OWNER", ownerOf),
  text("DATA_TYPE", () => "NUMBER"),
  number("NUMERIC_PRECISION", () => "38"),
  number("NUMERIC_PRECISION_RADIX", () => "10"),
  number("NUMERIC_SCALE", () => "0"),
  text("START_VALUE", stored("START")),
  ...empty<Entry>("MINIMUM_VALUE MAXIMUM_VALUE"),
  // Nothing here takes a value of a sequence.
  text("NEXT_VALUE", stored("START")),
  text("INCREMENT", stored("INCREMENT")),
  text("CYCLE_OPTION", () => "NO"),
  time("CREATED", (entry) => entry.createdOn),
  time("LAST_ALTERED", () => null),
  text("ORDERED", (entry) => yesOrNo(entry.properties.ORDERED === true)),
  text("COMMENT", (entry) => entry.comment),
];

/** (docs: sql-reference/info-schema/sequences) */
export const sequences: InformationSchemaView = (context, database) => rowsOf(sequenceColumns, objectsIn(context, database, ["SEQUENCE"]), context);
