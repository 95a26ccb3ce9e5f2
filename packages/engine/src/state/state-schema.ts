import { nameOf, parseQualifiedName, type QualifiedName } from "@snowtower/sql";

/** Where marks and the lock are kept if a project says nothing else. */
const DEFAULT = nameOf("SNOWTOWER", "STATE");

/** The schema that a project's setting means: `DB.SCHEMA`, or `off` for none. */
export function stateSchemaOf(setting: string | undefined): QualifiedName | null {
  if (setting === "off") return null;
  return setting === undefined ? DEFAULT : (parseQualifiedName(setting) ?? DEFAULT);
}
