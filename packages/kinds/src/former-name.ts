import { field } from "./field.ts";
import { schemaObjectName } from "./value-types/name.ts";

/** A key of the files of what is in a schema and can be renamed; the engine reads it. */
export const formerName = {
  renamed_from: field(schemaObjectName, "The name that it had: it is renamed, with what is in it, on it and granted on it. May stay when that is done."),
};
