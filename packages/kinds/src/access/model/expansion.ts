import { displayed } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import type { Spec } from "../../spec.ts";
import { type IdentPattern, parseIdentPattern } from "../ident-pattern.ts";
import { defaultPermissionModel } from "./default-permission-model.ts";
import type { Described, DescribedObject } from "./described.ts";
import type { Draft } from "./draft.ts";
import type { Model } from "./parse-model.ts";
import type { PermissionModel } from "./permission-model.ts";
import { permissionModelNamed } from "./permission-models.ts";

/** What every part of an expansion sees. */
export interface Expanding {
  readonly described: Described;
  readonly model: Model;
  readonly prefix: string;
  readonly draft: Draft;
}

/** The text of a field that holds one; a name, a level. */
export function textField(spec: Spec | undefined, field: string): string | undefined {
  const value = spec?.fields[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function databaseOf(schema: DescribedObject, { described }: Expanding): DescribedObject | undefined {
  const [database] = schema.spec.name;
  return database === undefined ? undefined : described.find("DATABASE", displayed(database));
}

/** The permission model of a database or schema: its own, else its database's, else DEFAULT. An unknown one was refused before. */
export function modelOf(object: DescribedObject, expanding: Expanding): PermissionModel {
  const database = object.spec.name.length > 1 ? databaseOf(object, expanding) : undefined;
  const name = textField(object.spec, "permission_model") ?? textField(database?.spec, "permission_model");
  return permissionModelNamed(expanding.model.permissionModels, name) ?? defaultPermissionModel;
}

/** A pattern of a file with where it stands; `null`, and told, if it is none. */
export function patternAt(written: string, at: Position, draft: Draft): IdentPattern | null {
  const pattern = parseIdentPattern(written);
  if (pattern === null) draft.refuse({ code: "ST1213", message: `not a pattern: "${written}"`, at });
  return pattern;
}
