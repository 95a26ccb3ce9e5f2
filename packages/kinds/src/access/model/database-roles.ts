import type { Identifier } from "@snowtower/sql";
import { type AccessLevel, databaseRoleName } from "../role-name.ts";
import { type DescribedObject, storedName } from "./described.ts";
import { onObject } from "./draft.ts";
import { type Expanding, modelOf } from "./expansion.ts";
import { giveInDatabase } from "./future-grants.ts";
import { giveToOwner } from "./owner-grants.ts";
import type { FuturePrivilege, PermissionModel } from "./permission-model.ts";

const WORDS: Readonly<Record<AccessLevel, string>> = { OWNER: "owns", WRITE: "writes to", READ: "reads" };

/** The roles of each database whose schemas have no owners of their own. */
export function addDatabaseRoles(expanding: Expanding): readonly Identifier[] {
  return expanding.described.all("DATABASE").flatMap((database) => {
    if (modelOf(database, expanding).ruleset !== "DATABASE_OWNER") return [];
    return (["READ", "WRITE", "OWNER"] as const).map((level) => addDatabaseRole(database, level, expanding));
  });
}

function addDatabaseRole(database: DescribedObject, level: AccessLevel, expanding: Expanding): Identifier {
  const { draft, prefix, described } = expanding;
  const role = databaseRoleName(prefix, storedName(database.name), level);
  const to = draft.role({ name: role, at: database.spec.at });
  const why = `the role that ${WORDS[level]} database ${database.name}`;
  draft.give({ to, privilege: "USAGE", on: onObject("DATABASE", database.name), why });
  if (level === "OWNER") {
    draft.give({ to, privilege: "CREATE SCHEMA", on: onObject("DATABASE", database.name), why: `${why} makes schemas in it` });
    giveToOwner({ object: database, to, why }, expanding);
  }
  const model = modelOf(database, expanding);
  for (const { privilege } of onSchemas(level, model)) {
    draft.give({ to, privilege, on: { kind: "future", type: "SCHEMA", in: "DATABASE", name: database.name }, why: `${why} (schemas that will be made)` });
  }
  const privileges = { OWNER: model.ownerFuture, WRITE: model.writeFuture, READ: model.readFuture }[level];
  giveInDatabase(draft, { database: database.name, schemas: described.schemasOf(database.name) }, { to, privileges, why });
  return role;
}

/** The owner owns the schemas and may make objects in them; the others may use them. */
function onSchemas(level: AccessLevel, model: PermissionModel): readonly FuturePrivilege[] {
  const privileges = level === "OWNER" ? ["OWNERSHIP", ...model.ownerCreate] : ["USAGE"];
  return privileges.map((privilege) => ({ type: "SCHEMA", privilege }));
}
