import { ACCOUNT, type Id } from "../catalog/entry.ts";
import { INFORMATION_SCHEMA } from "../objects/information-schema.ts";
import type { Show } from "../objects/object-class.ts";
import type { Asked } from "./asked.ts";
import { overloadOf } from "./classes/routines.ts";
import { tableClass } from "./classes/tables.ts";
import { readingOf } from "./readings.ts";
import { cell, momentCell, type NamedRow, textCell } from "./row.ts";
import type { Seeding } from "./seeding.ts";
import type { TwinEntry } from "./twin-entry.ts";

type AskedObjects = Extract<Asked, { kind: "objects" }>;

/** An object and a row of SHOW that lists it. */
export interface ListedObject {
  readonly entry: TwinEntry;
  readonly row: NamedRow;
  readonly show: Show;
  readonly statement: string;
  readonly role: string;
}

/** Which class a row of a SHOW is of, where it lists several. */
function classOfRow({ of, show }: AskedObjects, row: NamedRow): string {
  if (of.name === "INTEGRATION") return `${(textCell(row, "category") ?? "API").replaceAll("_", " ")} INTEGRATION`;
  if (show.words === "TABLES") return tableClass(row);
  if (show.words === "VIEWS" && textCell(row, "is_materialized") === "true") return "MATERIALIZED VIEW";
  if (of.name === "SCHEMA" && textCell(row, "name") === "INFORMATION_SCHEMA") return INFORMATION_SCHEMA;
  return of.name;
}

/** The number of what contains it: its row says so, or the statement does; `null` if neither. */
function parentOf(seeding: Seeding, { of, in: where }: AskedObjects, row: NamedRow): Id | null {
  if (of.container === "ACCOUNT") return ACCOUNT;
  const database = textCell(row, "database_name") ?? textCell(row, "catalog_name") ?? where.database;
  if (database === null) return null;
  if (of.container === "DATABASE") return seeding.container(database, null);
  const schema = textCell(row, "schema_name") ?? where.schema;
  return schema === null ? null : seeding.container(database, schema);
}

/** The object that a row lists, with what every row of SHOW has; it may have been listed before. */
export function objectOf(seeding: Seeding, asked: AskedObjects, row: NamedRow): TwinEntry | null {
  const name = textCell(row, "name");
  const parent = name === null ? null : parentOf(seeding, asked, row);
  if (name === null || parent === null) return null;
  const args = asked.of.overloaded === true ? overloadOf(row) : null;
  const of = { class: classOfRow(asked, row), parent, name, args };
  const entry = seeding.find(of) ?? seeding.add(of);
  entry.createdOn = momentCell(row, "created_on") ?? entry.createdOn;
  const comment = textCell(row, "comment") ?? textCell(row, "description");
  if (comment !== null) entry.comment = comment;
  return entry;
}

/** What only this class has, and its owner: roles are known by now. */
export function readListed(seeding: Seeding, { entry, row }: ListedObject): void {
  const owner = textCell(row, "owner");
  if (owner !== null) {
    const role = seeding.role(owner, textCell(row, "owner_role_type"), seeding.databaseOf(entry));
    // Who gave the ownership, and when, only SHOW GRANTS tells.
    entry.owner ??= { role, by: null, since: entry.createdOn };
  }
  readingOf(entry.class).show?.({ seeding, entry, row });
}

/** "All but the name are NULL" for who neither owns a user nor manages grants (docs: sql-reference/sql/show-users): then nothing else is known, unless another role told. */
export function tellHidden(seeding: Seeding, listed: readonly ListedObject[]): void {
  const users = listed.filter(({ entry, row }) => entry.class === "USER" && row.places.has("login_name"));
  const told = new Set(users.flatMap(({ entry, row }) => (cell(row, "login_name") === null ? [] : [entry.id])));
  for (const { entry } of users)
    if (!told.has(entry.id))
      seeding.once(`user ${entry.id}`, {
        object: seeding.nameOf(entry),
        why: "USER: the role that read it sees nothing but its name; everything else is not known",
      });
}
