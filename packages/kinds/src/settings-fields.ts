import { field } from "./field.ts";
import { protectedValue, scopeValue } from "./scope/scope-fields.ts";
import { anyNode, mapOf } from "./value-types/collection.ts";
import { parameterValue } from "./value-types/parameter-value.ts";
import { bool, text } from "./value-types/scalar.ts";
import { stateSchema } from "./value-types/state-schema.ts";

/** The fields of snowtower.yaml: where a project goes, and what it manages there. Here, because the reference and the editor's schema are made from fields. */
export const settingsFields = {
  root: {
    connection: field(text, "The connection that is used where no environment is named: a name of connections.toml, local, or local:NAME."),
    environments: field(mapOf(anyNode), "The environments that --env knows, by their names."),
    scope: field(
      scopeValue,
      "What is managed. A word for everything: strict plans to remove what the admin role owns and no file describes, additive leaves it, observe plans nothing. Or rules: the first one that fits decides.",
    ),
    protected: field(protectedValue, "What is never dropped, renamed, disabled, replaced or given to another owner."),
    assume_absent: field(
      bool,
      "What the role that plans is not shown counts as absent. For a deployer that may not see everything: Snowflake refuses the CREATE of what exists.",
    ),
    state: field(stateSchema, "The schema in the account that holds marks and the lock: DATABASE.SCHEMA, or off; SNOWTOWER.STATE if it is not said."),
  },
  environment: {
    connection: field(text, "The connection of this environment."),
    prefix: field(text, "The prefix of this environment, as --env-prefix takes it."),
    placeholders: field(mapOf(parameterValue), "Values of placeholders in this environment."),
    overrides: field(mapOf(mapOf(anyNode)), "What is otherwise in this environment: by kind, name and field, as in the files; absent for what is not in it."),
    scope: field(scopeValue, "Rules of this environment, which stand before the project's; or a word instead of the project's word."),
    protected: field(protectedValue, "What is protected in this environment, beside what is everywhere."),
    assume_absent: field(bool, "Likewise in this environment."),
    state: field(stateSchema, "The state schema of this environment."),
  },
};
