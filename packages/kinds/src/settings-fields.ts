import { field } from "./field.ts";
import { anyNode, mapOf } from "./value-types/collection.ts";
import { parameterValue } from "./value-types/parameter-value.ts";
import { oneOf, text } from "./value-types/scalar.ts";
import { stateSchema } from "./value-types/state-schema.ts";

/** The fields of snowtower.yaml: where a project goes. Here, because the reference and the editor's schema are made from fields. */
export const settingsFields = {
  root: {
    connection: field(text, "The connection that is used where no environment is named: a name of connections.toml, or local."),
    environments: field(mapOf(anyNode), "The environments that --env knows, by their names."),
    scope: field(
      oneOf(["strict", "additive"]),
      "What happens to objects of the admin role that no file describes: strict plans to remove them, additive leaves them.",
    ),
    state: field(stateSchema, "The schema in the account that holds marks and the lock: DATABASE.SCHEMA, or off; SNOWTOWER.STATE if it is not said."),
  },
  environment: {
    connection: field(text, "The connection of this environment."),
    prefix: field(text, "The prefix of this environment, as --env-prefix takes it."),
    placeholders: field(mapOf(parameterValue), "Values of placeholders in this environment."),
    state: field(stateSchema, "The state schema of this environment."),
  },
};
