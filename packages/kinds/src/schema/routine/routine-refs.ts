import { parseQualifiedName } from "@snowtower/sql";
import { externalAccessIntegration } from "../../account/external-access-integration.ts";
import { type AnyObject, known } from "../../object.ts";
import { idOf, type ObjectId } from "../../object-id.ts";

/** The integrations through which the code reaches other hosts. */
export function routineRefs({ fields }: AnyObject): readonly ObjectId[] {
  return ((known(fields.external_access_integrations) ?? []) as readonly string[]).map((each) =>
    idOf(externalAccessIntegration.name, parseQualifiedName(each) ?? []),
  );
}
