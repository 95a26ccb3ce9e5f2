import { displayedName, type Identifier, name as nameFragment, parseQualifiedName, splitName } from "@snowtower/sql";
import type { ValueType } from "../value-type.ts";
import { readPart, withPrefix } from "./name.ts";
import { describeNode, refuse } from "./refuse.ts";
import { text } from "./scalar.ts";

/** The database that Snowflake puts into every account: it is the same one in every environment. */
const SNOWFLAKE = "SNOWFLAKE";

/** The name of an object in a schema, for files that stand in none: database, schema and name. The database gets the environment's prefix. */
export const fullName: ValueType<string> = {
  ...text,
  says: "a name with its database and schema",
  parse(node, context) {
    const written = text.parse(node, context);
    if (written === undefined) return undefined;
    const parts = splitName(written.trim())?.map(readPart) ?? [];
    const [database] = parts;
    if (parts.length !== 3 || !database || parts.some((part) => part === null)) {
      const hint = "write it with its database and schema: DATABASE.SCHEMA.NAME";
      return refuse(context, { code: "ST1105", message: `not a full name: ${describeNode(node)}`, at: node.at, hint });
    }
    const home = database === SNOWFLAKE ? database : withPrefix(context.prefix, database);
    return displayedName([home, ...(parts.slice(1) as Identifier[])]);
  },
  render: (value) => nameFragment(parseQualifiedName(value) ?? []),
};
