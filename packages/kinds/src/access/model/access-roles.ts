import type { Identifier } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import type { IdentPattern } from "../ident-pattern.ts";
import { type AccessLevel, databaseRoleName, schemaRoleName } from "../role-name.ts";
import { type DescribedObject, storedName } from "./described.ts";
import { type Expanding, modelOf, patternAt } from "./expansion.ts";

/** A role that exists because of an object, and the words for what it gives: "schema DB.SC". */
interface AccessRole {
  readonly name: Identifier;
  readonly on: string;
}

interface Asked {
  readonly level: AccessLevel;
  readonly written: string;
  readonly at: Position;
}

/** The roles of the schemas that a pattern stands for. */
export function schemaRoles(asked: Asked, expanding: Expanding): readonly AccessRole[] {
  const { described, draft } = expanding;
  const pattern = patternAt(asked.written, asked.at, draft);
  if (pattern === null) return [];
  const schemas = described.match("SCHEMA", pattern);
  if (schemas.length === 0) {
    const hint = asked.written.includes(".") ? {} : { hint: `a schema is written with its database: "${asked.written}.*" for all of them` };
    draft.refuse({
      code: "ST1201",
      message: `no described schema matches "${asked.written}"`,
      at: asked.at,
      closestTo: near(pattern, described.all("SCHEMA")),
      ...hint,
    });
  }
  return schemas.flatMap((schema) => schemaRole(schema, asked, expanding));
}

function schemaRole(schema: DescribedObject, { level, at }: Asked, expanding: Expanding): AccessRole[] {
  const [database, name] = schema.spec.name;
  if (database === undefined || name === undefined) return [];
  if (level === "OWNER" && modelOf(schema, expanding).ruleset !== "SCHEMA_OWNER") {
    const hint = "its database has one: use database_owner";
    expanding.draft.refuse({ code: "ST1204", message: `schema ${schema.name} has no owner role under the ruleset DATABASE_OWNER`, at, hint });
    return [];
  }
  return [{ name: schemaRoleName(expanding.prefix, [database, name], level), on: `schema ${schema.name}` }];
}

/** The roles of the databases that a pattern stands for; where schemas have the owners, the roles of all their schemas. */
export function databaseRoles(asked: Asked, expanding: Expanding): readonly AccessRole[] {
  const { described, draft, prefix } = expanding;
  const pattern = patternAt(asked.written, asked.at, draft);
  if (pattern === null) return [];
  const databases = described.match("DATABASE", pattern);
  if (databases.length === 0) {
    draft.refuse({
      code: "ST1201",
      message: `no described database matches "${asked.written}"`,
      at: asked.at,
      closestTo: near(pattern, described.all("DATABASE")),
    });
  }
  return databases.flatMap((database) => {
    const name = databaseRoleName(prefix, storedName(database.name), asked.level);
    if (modelOf(database, expanding).ruleset === "DATABASE_OWNER") return [{ name, on: `database ${database.name}` }];
    return described.schemasOf(database.name).flatMap((schema) => schemaRole(schema, asked, expanding));
  });
}

/** For "did you mean": a pattern with wildcards is near to nothing. */
export function near(pattern: IdentPattern, objects: readonly DescribedObject[]): { readonly word: string; readonly among: readonly string[] } {
  return { word: pattern.text, among: pattern.wild ? [] : objects.map((each) => each.bare.toLowerCase()) };
}
