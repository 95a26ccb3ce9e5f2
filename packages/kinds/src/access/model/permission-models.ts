import type { ParseContext } from "../../value-type.ts";
import { refuse } from "../../value-types/refuse.ts";
import { defaultPermissionModel, emptyPermissionModel } from "./default-permission-model.ts";
import { type ModelEntry, placeOf, strings } from "./model-entry.ts";
import type { FuturePrivilege, PermissionModel, Ruleset } from "./permission-model.ts";

export type PermissionModels = ReadonlyMap<string, PermissionModel>;

export const builtInModels: PermissionModels = new Map([["DEFAULT", defaultPermissionModel]]);

/** The models of the file over the built-in one; each may inherit from one that stands before it. */
export function permissionModels(entries: readonly ModelEntry[], context: ParseContext): PermissionModels {
  const models = new Map(builtInModels);
  for (const entry of entries) {
    const from = typeof entry.fields.inherit_from === "string" ? entry.fields.inherit_from.trim() : undefined;
    const base = from === undefined ? emptyPermissionModel : models.get(from.toUpperCase());
    if (base === undefined) {
      const closestTo = { word: from ?? "", among: models.keys() };
      refuse(context, { code: "ST1203", message: `no permission model "${from}" stands before this one`, at: placeOf(entry, "inherit_from", from), closestTo });
    }
    models.set(entry.name, added(base ?? emptyPermissionModel, entry));
  }
  return models;
}

function added(base: PermissionModel, { fields }: ModelEntry): PermissionModel {
  const futures = (own: readonly FuturePrivilege[], field: string): FuturePrivilege[] => {
    const more = Object.entries((fields[field] ?? {}) as { readonly [type: string]: readonly string[] });
    return distinct([...own, ...more.flatMap(([type, privileges]) => privileges.map((privilege) => ({ type, privilege })))]);
  };
  return {
    ruleset: (fields.ruleset as Ruleset | undefined) ?? base.ruleset,
    ownerCreate: [...new Set([...base.ownerCreate, ...strings(fields, "owner_create_grants")])],
    ownerFuture: futures(base.ownerFuture, "owner_future_grants"),
    writeFuture: futures(base.writeFuture, "write_future_grants"),
    readFuture: futures(base.readFuture, "read_future_grants"),
  };
}

function distinct(privileges: readonly FuturePrivilege[]): FuturePrivilege[] {
  return [...new Map(privileges.map((each) => [`${each.type}:${each.privilege}`, each])).values()];
}

/** The model of this name; DEFAULT without a name; `undefined` if there is none. */
export function permissionModelNamed(models: PermissionModels, name: string | undefined): PermissionModel | undefined {
  return models.get((name ?? "DEFAULT").trim().toUpperCase());
}
