import type { DescribedObject } from "./described.ts";
import { databaseOf, type Expanding, modelOf, textField } from "./expansion.ts";
import { OWNER_FIELDS, placeIn } from "./owner-grants.ts";
import { permissionModelNamed } from "./permission-models.ts";

/** Tells what databases and schemas say of the role model that cannot be. */
export function checkContainers(expanding: Expanding): void {
  const { described } = expanding;
  for (const container of [...described.all("DATABASE"), ...described.all("SCHEMA")]) {
    checkModelName(container, expanding);
    checkOwnerFields(container, expanding);
  }
  for (const schema of described.all("SCHEMA")) checkRuleset(schema, expanding);
}

function checkModelName(container: DescribedObject, { model, draft }: Expanding): void {
  const name = textField(container.spec, "permission_model");
  if (permissionModelNamed(model.permissionModels, name) !== undefined || name === undefined) return;
  const closestTo = { word: name, among: model.permissionModels.keys() };
  draft.refuse({ code: "ST1203", message: `there is no permission model "${name}"`, at: placeIn(container)("permission_model"), closestTo });
}

/** A parameter of an owner role where there is none. */
function checkOwnerFields(container: DescribedObject, expanding: Expanding): void {
  const isSchema = container.spec.name.length > 1;
  const { ruleset } = modelOf(container, expanding);
  if (ruleset === (isSchema ? "SCHEMA_OWNER" : "DATABASE_OWNER")) return;
  const hint = isSchema ? "put it into params.yaml of the database" : "put it into params.yaml of each schema, or use a model with the ruleset DATABASE_OWNER";
  for (const field of OWNER_FIELDS) {
    const value = container.spec.fields[field];
    if (!Array.isArray(value) || value.length === 0) continue;
    const what = `${isSchema ? "schema" : "database"} ${container.name}`;
    expanding.draft.refuse({
      code: "ST1204",
      message: `${field}: ${what} has no owner role under the ruleset ${ruleset}`,
      at: placeIn(container)(field),
      hint,
    });
  }
}

function checkRuleset(schema: DescribedObject, expanding: Expanding): void {
  const database = databaseOf(schema, expanding);
  if (database === undefined) return;
  const own = modelOf(schema, expanding).ruleset;
  const theirs = modelOf(database, expanding).ruleset;
  if (own === theirs) return;
  const message = `schema ${schema.name} has the ruleset ${own}, its database ${theirs}`;
  expanding.draft.refuse({ code: "ST1205", message, at: placeIn(schema)("permission_model") });
}
