import { holds, holdsGlobal, owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { NameRef } from "../../parser/cursor.ts";
import { insufficientPrivileges } from "../../sql-error.ts";
import { type Kind, resolve } from "../resolve.ts";

/** Attaches to an object, or detaches from it; gives the object to store. The privileges are its own affair. */
export type Attach = (context: Context, entry: Entry) => Entry;

/** What can be attached, and the global privilege that lets one attach it to anything. */
export interface Attachable extends Kind {
  readonly seenWith: string;
  readonly global: string;
}

/** A policy that lives in a schema; its global privilege is APPLY and its name. */
export function attachable(name: `${string} POLICY`): Attachable {
  const label = `${name.charAt(0)}${name.slice(1).toLowerCase()}`;
  return { name, label, container: "SCHEMA", seenWith: `APPLY ${name}`, global: `APPLY ${name}` };
}

export const MASKING_POLICY = attachable("MASKING POLICY");
export const ROW_ACCESS_POLICY = attachable("ROW ACCESS POLICY");
export const TAG: Attachable = { name: "TAG", label: "Tag", container: "SCHEMA", seenWith: "container", global: "APPLY TAG" };

/** The global privilege; or APPLY on what is attached and OWNERSHIP of what it is attached to (docs: user-guide/security-column-intro, object-tagging/work). */
export function mayApply(context: Context, kind: Attachable, { what, on }: { readonly what: Entry; readonly on: Entry }): boolean {
  if (holdsGlobal(context, kind.global)) return true;
  return owns(context, on) && holds(context.draft.catalog, context.active.all, { privilege: "APPLY", on: what });
}

/** The policy or tag of a name, if this session may attach it to the object. */
export function resolveToApply(context: Context, kind: Attachable, { ref, on }: { readonly ref: NameRef; readonly on: Entry }): Entry {
  const what = resolve(context, { kind, ref, args: null });
  if (mayApply(context, kind, { what, on })) return what;
  throw owns(context, on) ? insufficientPrivileges(kind.label, what.name) : insufficientPrivileges(on.class, on.name);
}
