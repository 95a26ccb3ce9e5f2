import type { Entry } from "../../catalog/entry.ts";
import { formatType, optionsOf, printed } from "../../objects/file-format/describe-format.ts";
import { timeCell } from "../../result.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { databaseOf, type InformationSchemaView, objectsIn, ownerOf, schemaOf } from "./view.ts";

/** An option's value as DESCRIBE prints it; NULL where the type has no such option. */
const option =
  (name: string): Cell<Entry> =>
  ({ properties }) => {
    const known = optionsOf(properties).find((of) => of.name === name);
    return known === undefined ? null : printed(properties[name] ?? known.default);
  };

const OPTIONS =
  "RECORD_DELIMITER FIELD_DELIMITER SKIP_HEADER DATE_FORMAT TIME_FORMAT TIMESTAMP_FORMAT BINARY_FORMAT ESCAPE ESCAPE_UNENCLOSED_FIELD TRIM_SPACE " +
  "FIELD_OPTIONALLY_ENCLOSED_BY NULL_IF COMPRESSION ERROR_ON_COLUMN_COUNT_MISMATCH";

export const fileFormatCells: Readonly<Record<string, Cell<Entry>>> = {
  FILE_FORMAT_CATALOG: databaseOf,
  FILE_FORMAT_SCHEMA: schemaOf,
  FILE_FORMAT_NAME: ({ name }) => name,
  FILE_FORMAT_OWNER: ownerOf,
  FILE_FORMAT_TYPE: ({ properties }) => formatType(properties),
  ...Object.fromEntries(OPTIONS.split(" ").map((name) => [name, option(name)])),
  CREATED: ({ createdOn }) => timeCell(createdOn),
  COMMENT: ({ comment }) => comment,
};

const COLUMNS = layout<Entry>(
  `FILE_FORMAT_CATALOG FILE_FORMAT_SCHEMA FILE_FORMAT_NAME FILE_FORMAT_OWNER FILE_FORMAT_TYPE ${OPTIONS.replace("SKIP_HEADER", "SKIP_HEADER:n")} CREATED:t LAST_ALTERED:t COMMENT`,
  fileFormatCells,
);

/** (docs: sql-reference/info-schema/file_formats) */
export const fileFormats: InformationSchemaView = (context, database) => rowsOf(COLUMNS, objectsIn(context, database, ["FILE FORMAT"]), context);
