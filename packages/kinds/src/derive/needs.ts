import { displayed, displayedName } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import type { ObjectChange } from "../change.ts";
import type { Need } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { signature } from "../object-id.ts";

/** A privilege that a change needs, on what, and of whom: the role that makes the change, or the object's owner. */
export interface NeededPrivilege {
  readonly privilege: string;
  /** In the words of GRANT; the account has no name. */
  readonly on: { readonly type: string; readonly name: string };
  readonly who: "actor" | "owner";
}

export function privilegesNeeded(change: ObjectChange): readonly NeededPrivilege[] {
  const object = change.to ?? change.from;
  if (object === null) return [];
  const { needs, alsoNeeds } = kindNamed(object.kind);
  // CREATE OR REPLACE drops what was there (docs: sql-reference/sql/create-view and others, access control requirements).
  const verbs = { create: needs.create, alter: needs.alter, rename: needs.drop, drop: needs.drop, replace: [...needs.create, ...needs.drop] };
  const subject = change.how === "rename" ? (change.from ?? object) : object;
  return [
    ...verbs[change.how].map((need) => ({ privilege: need.privilege, on: onOf(need, subject), who: "actor" as const })),
    ...(alsoNeeds?.(change) ?? []).map((need) => ({ privilege: need.privilege, on: onOf(need, subject), who: "owner" as const })),
  ];
}

/** The privileges that the role of a step needs, in words: `CREATE TABLE on SCHEMA DB.SC`. */
export function needsOf(change: ObjectChange): readonly string[] {
  const object = change.to ?? change.from;
  const role = object === null ? null : (kindNamed(object.kind).needsRole?.(change) ?? null);
  const needs = privilegesNeeded(change).map(
    ({ privilege, on, who }) => `${privilege} on ${`${on.type} ${on.name}`.trimEnd()}${who === "owner" ? " for its owner" : ""}`,
  );
  return [...needs, ...(role === null ? [] : [`the role ${displayed(role)}`])];
}

function onOf({ on }: Need, object: AnyObject): NeededPrivilege["on"] {
  if (on === "account") return { type: "ACCOUNT", name: "" };
  if (on === "database") return { type: "DATABASE", name: displayedName(object.name.slice(0, 1)) };
  if (on === "schema") return { type: "SCHEMA", name: displayedName(object.name.slice(0, 2)) };
  return { type: kindNamed(object.kind).label, name: signature(object.name, object.argumentTypes) };
}
