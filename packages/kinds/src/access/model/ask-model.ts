import { storedName } from "./described.ts";
import { strings } from "./model-entry.ts";
import type { Model } from "./parse-model.ts";
import type { Ruleset } from "./permission-model.ts";
import { permissionModelNamed } from "./permission-models.ts";

// What compiling an object asks of the role model.

/** Who owns what is in a schema, by the name of its permission model; `null` for a model that is not described. */
export function rulesetOf(model: Model, permissionModel: string | undefined): Ruleset | null {
  return permissionModelNamed(model.permissionModels, permissionModel)?.ruleset ?? null;
}

export function warehouseOf(model: Model, businessRoles: readonly string[]): string | undefined {
  for (const written of businessRoles) {
    const name = storedName(written);
    const role = model.businessRoles.find((each) => each.name === name || each.name === name.toUpperCase());
    const [first] = role === undefined ? [] : strings(role.fields, "warehouse_usage");
    if (first !== undefined) return first;
  }
  return undefined;
}
