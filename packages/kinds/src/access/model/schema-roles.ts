import { displayed, type Identifier } from "@snowtower/sql";
import { type AccessLevel, schemaRoleName } from "../role-name.ts";
import type { DescribedObject } from "./described.ts";
import { onObject } from "./draft.ts";
import { type Expanding, modelOf } from "./expansion.ts";
import { giveInSchema } from "./future-grants.ts";
import { giveToOwner } from "./owner-grants.ts";

const WORDS: Readonly<Record<AccessLevel, string>> = { OWNER: "owns", WRITE: "writes to", READ: "reads" };

/** The roles of each schema: read and write, and an owner where schemas have their own. */
export function addSchemaRoles(expanding: Expanding): readonly Identifier[] {
  return expanding.described.all("SCHEMA").flatMap((schema) => {
    const levels: readonly AccessLevel[] = modelOf(schema, expanding).ruleset === "SCHEMA_OWNER" ? ["READ", "WRITE", "OWNER"] : ["READ", "WRITE"];
    return levels.flatMap((level) => addSchemaRole(schema, level, expanding));
  });
}

function addSchemaRole(schema: DescribedObject, level: AccessLevel, expanding: Expanding): Identifier[] {
  const { draft, prefix } = expanding;
  const [database, name] = schema.spec.name;
  if (database === undefined || name === undefined) return [];
  const model = modelOf(schema, expanding);
  const role = schemaRoleName(prefix, [database, name], level);
  const to = draft.role({ name: role, at: schema.spec.at });
  const why = `the role that ${WORDS[level]} schema ${schema.name}`;
  draft.give({ to, privilege: "USAGE", on: onObject("DATABASE", displayed(database)), why: `${why} needs its database` });
  draft.give({ to, privilege: "USAGE", on: onObject("SCHEMA", schema.name), why });
  if (level === "OWNER") {
    for (const privilege of model.ownerCreate) draft.give({ to, privilege, on: onObject("SCHEMA", schema.name), why: `${why} makes objects in it` });
    giveToOwner({ object: schema, to, why }, expanding);
  }
  const privileges = { OWNER: model.ownerFuture, WRITE: model.writeFuture, READ: model.readFuture }[level];
  giveInSchema(draft, schema.name, { to, privileges, why });
  return [role];
}
