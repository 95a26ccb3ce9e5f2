import type { QualifiedName } from "@snowtower/sql";
import type { OpenProject } from "../project/open-project.ts";

interface Marks {
  readonly schema: QualifiedName | null;
  readonly secrets: OpenProject["secrets"];
  readonly refresh: boolean;
}

/** What tells a plan whether the secrets in the account are the described ones. */
export function marksOf({ stateSchema, secrets }: OpenProject, { refreshSecrets = false }: { readonly refreshSecrets?: boolean }): Marks {
  return { schema: stateSchema, secrets, refresh: refreshSecrets };
}
