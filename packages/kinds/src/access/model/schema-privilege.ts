import { securableType } from "@snowtower/sql";
import type { ValueType } from "../../value-type.ts";
import { refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

const ON_SCHEMA = securableType("SCHEMA")?.privileges ?? [];
const CREATABLE = ON_SCHEMA.filter((p) => p.startsWith("CREATE ")).map((p) => p.slice("CREATE ".length));

/** A word for what can be created in a schema, `ICEBERG_TABLE`; the value is the privilege: `CREATE ICEBERG TABLE`. */
export const schemaPrivilegeFor: ValueType<string> = {
  ...text,
  says: "a type of object in a schema",
  parse(node, context) {
    const written = text.parse(node, context);
    if (written === undefined) return undefined;
    const word = written.trim().toUpperCase().replace(/\s+/g, " ");
    const type = CREATABLE.find((each) => each === word || each === word.replaceAll("_", " "));
    if (type !== undefined) return `CREATE ${type}`;
    return refuse(context, {
      code: "ST1207",
      message: `nothing called "${written}" is created in schemas`,
      at: node.at,
      closestTo: { word: word.replaceAll("_", " "), among: CREATABLE },
    });
  },
};
