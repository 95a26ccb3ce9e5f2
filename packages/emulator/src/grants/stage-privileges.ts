import { entryAt, grantsOn } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { FutureGrant } from "../catalog/grant.ts";
import type { Context } from "../context.ts";
import type { Privileges } from "./privileges.ts";
import { notGrantable } from "./refusals.ts";

/** "USAGE only applies to external stages. READ | WRITE only applies to internal stages." (docs: sql-reference/sql/grant-privilege) */
function stageHas(stage: Entry, privilege: string): boolean {
  return (privilege === "USAGE") === (stage.properties.URL !== undefined);
}

/** What of this goes to a stage; throws where it was named for this very stage. */
export function onStage(
  context: Context,
  stage: Entry,
  wanted: { readonly privileges: readonly string[]; readonly named: boolean; readonly grantee: Entry },
): readonly string[] {
  const kept = wanted.privileges.filter((privilege) => stageHas(stage, privilege));
  const wrong = wanted.privileges.find((privilege) => !kept.includes(privilege));
  if (wanted.named && wrong !== undefined)
    throw notGrantable(`Privilege '${wrong}' applies to ${wrong === "USAGE" ? "external" : "internal"} stages only, and '${stage.name}' is none.`);
  const reads = (): boolean => grantsOn(context.draft.catalog, stage.id).some((grant) => grant.to === wanted.grantee.id && grant.privilege === "READ");
  if (kept.includes("WRITE") && !kept.includes("READ") && !reads())
    throw notGrantable(`To grant the WRITE privilege on stage '${stage.name}', the READ privilege must first be granted.`);
  return kept;
}

/** "The WRITE privilege cannot be specified without the READ privilege." */
export function checkFutureWrite(privileges: readonly string[], before: readonly FutureGrant[]): void {
  const reads = privileges.includes("READ") || before.some((grant) => grant.privilege === "READ");
  if (privileges.includes("WRITE") && !reads) throw notGrantable("The WRITE privilege on future stages cannot be specified without the READ privilege.");
}

/** "the WRITE privilege must be revoked before or at the same time as the READ privilege" (docs: user-guide/security-access-control-privileges); so with future grants. */
export function checkRead(privileges: Privileges, before: readonly { readonly privilege: string }[]): void {
  const writes = before.some((grant) => grant.privilege === "WRITE");
  if (privileges !== "ALL" && privileges.includes("READ") && !privileges.includes("WRITE") && writes)
    throw notGrantable("The READ privilege on stages cannot be revoked while the WRITE privilege is present.");
}

/** "For internal stages, only future grants with the READ or WRITE privilege are materialized. For external stages, only [...] USAGE" */
export function materializes(context: Context, created: number, privilege: string): boolean {
  const entry = entryAt(context.draft.catalog, created);
  return entry.class !== "STAGE" || stageHas(entry, privilege);
}
