import { parseDataType, type SecurableType } from "@snowtower/sql";
import { signature } from "../../object-id.ts";
import { readDotted } from "../grant-types.ts";
import { indexOutsideQuotes, splitArguments } from "../signature.ts";

const PARTS = { account: 1, database: 2, schema: 3 } as const;
const SHAPES = { account: "NAME", database: "DB.NAME", schema: "DB.SCHEMA.NAME" } as const;
const OVERLOADS = new Set(["FUNCTION", "PROCEDURE", "DATA METRIC FUNCTION"]);

/** The displayed name of an object of this type from a name as files write it; `null` if it does not have the type's shape. */
export function exactName(written: string, type: SecurableType): string | null {
  const open = indexOutsideQuotes(written, "(");
  const name = readDotted(open < 0 ? written : written.slice(0, open));
  if (name === null || name.length !== PARTS[type.in]) return null;
  if (!OVERLOADS.has(type.type)) return open < 0 ? signature(name) : null;
  if (open < 0 || !written.endsWith(")")) return null;
  const types = splitArguments(written.slice(open + 1, -1)).map((each) => parseDataType(each)?.base ?? each);
  return signature(name, types);
}

/** How a name of this type is written, for a hint. */
export function shapeOf(type: SecurableType): string {
  return OVERLOADS.has(type.type) ? `${SHAPES[type.in]}(VARCHAR, NUMBER)` : SHAPES[type.in];
}
