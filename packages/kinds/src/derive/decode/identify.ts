import { exactly, type Identifier, type QualifiedName } from "@snowtower/sql";
import type { Kind } from "../../kind.ts";
import { idOf, type ObjectId } from "../../object-id.ts";
import type { ObjectRows } from "../../rows.ts";

export interface Identity {
  readonly id: ObjectId;
  readonly name: QualifiedName;
  readonly argumentTypes?: readonly string[];
}

/** Which object a row of the kind's list is about; `null` if the row does not say. */
export function identify(kind: Kind, rows: ObjectRows): Identity | null {
  const parts = nameParts(kind, rows);
  if (parts === null) return null;
  if (kind.overloads !== true || kind.decodeArguments === undefined) return { id: idOf(kind.name, parts), name: parts };
  const argumentTypes = kind.decodeArguments(rows);
  return { id: idOf(kind.name, parts, argumentTypes), name: parts, argumentTypes };
}

function nameParts(kind: Kind, { row }: ObjectRows): Identifier[] | null {
  const own = row.get("name");
  // SHOW FUNCTIONS and SHOW PROCEDURES call the database catalog_name (docs: sql-reference/sql/show-user-functions).
  const database = row.get("database_name") ?? row.get("catalog_name");
  const cells = { account: [own], database: [database, own], schema: [database, row.get("schema_name"), own] }[kind.scope];
  return cells.every((cell) => typeof cell === "string" && cell !== "") ? cells.map((cell) => exactly(cell as string)) : null;
}
