import { displayed, displayedName } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import type { ObjectChange } from "../change.ts";
import type { Need } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { signature } from "../object-id.ts";

/** The privileges that the role of a step needs, in words: `CREATE TABLE on SCHEMA DB.SC`. */
export function needsOf(change: ObjectChange): readonly string[] {
  const object = change.to ?? change.from;
  if (object === null) return [];
  const { needs, alsoNeeds, needsRole } = kindNamed(object.kind);
  const role = needsRole?.(change) ?? null;
  // CREATE OR REPLACE drops what was there (docs: sql-reference/sql/create-view and others, access control requirements).
  const verbs = { create: needs.create, alter: needs.alter, rename: needs.drop, drop: needs.drop, replace: [...needs.create, ...needs.drop] };
  return [
    ...verbs[change.how].map((need) => inWords(need, object)),
    ...(role === null ? [] : [`the role ${displayed(role)}`]),
    ...(alsoNeeds?.(change) ?? []).map((need) => `${inWords(need, object)} for its owner`),
  ];
}

function inWords(need: Need, object: AnyObject): string {
  const on = {
    account: "ACCOUNT",
    database: `DATABASE ${displayedName(object.name.slice(0, 1))}`,
    schema: `SCHEMA ${displayedName(object.name.slice(0, 2))}`,
    self: ownName(object),
  };
  return `${need.privilege} on ${on[need.on]}`;
}

function ownName(object: AnyObject): string {
  return `${kindNamed(object.kind).label} ${signature(object.name, object.argumentTypes)}`;
}
