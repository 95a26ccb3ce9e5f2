import { displayed, displayedName, type Identifier, parseQualifiedName } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import { withPrefix } from "../../value-types/name.ts";
import { type Grantee, granteeKey } from "../grant.ts";
import type { GrantEntry } from "../grant-entry.ts";
import { type GrantMap, grantEntries, readDotted } from "../grant-types.ts";
import { exactName, shapeOf } from "../plain/exact-name.ts";
import { indexOutsideQuotes } from "../signature.ts";
import { near } from "./access-roles.ts";
import { type DescribedObject, storedName } from "./described.ts";
import { onObject } from "./draft.ts";
import { type Expanding, patternAt } from "./expansion.ts";
import { strings } from "./model-entry.ts";
import { placeIn } from "./owner-grants.ts";

interface Holder {
  readonly role: DescribedObject;
  readonly to: Grantee;
  /** Its database, with the prefix. */
  readonly database: Identifier;
}

/** What the described database roles hold, and who holds them. They hold nothing outside of their database. */
export function addDescribedDatabaseRoles(expanding: Expanding): void {
  for (const role of expanding.described.all("DATABASE ROLE")) {
    const holder: Holder = { role, to: { type: "DATABASE ROLE", name: role.name }, database: role.spec.name[0] ?? ("" as Identifier) };
    expanding.draft.strict.add(granteeKey(holder.to));
    giveGrants(holder, expanding);
    giveFutures(holder, expanding);
    giveMemberships(holder, expanding);
  }
}

interface Written {
  readonly written: string;
  readonly at: Position;
}

function* writtenIn(holder: Holder, field: string): Generator<Written & { readonly entry: GrantEntry }> {
  const at = placeIn(holder.role)(field);
  for (const { entry, names } of grantEntries((holder.role.spec.fields[field] ?? {}) as GrantMap)) for (const written of names) yield { entry, written, at };
}

function giveGrants(holder: Holder, expanding: Expanding): void {
  for (const { entry, ...place } of writtenIn(holder, "grants")) {
    for (const name of objectsOf(entry, place, expanding)) {
      if (!isInside(name, holder, { place, expanding })) continue;
      for (const privilege of entry.privileges) {
        const why = `database role ${holder.role.name} has ${privilege} on ${entry.word.toLowerCase()} ${name}`;
        expanding.draft.give({ to: holder.to, privilege, on: onObject(entry.type.type, name), option: entry.option, why });
      }
    }
  }
}

/** The described objects that a pattern matches; a name that nothing described has, under the prefix of the environment. */
function objectsOf(entry: GrantEntry, { written, at }: Written, { described, draft, prefix }: Expanding): readonly string[] {
  const pattern = patternAt(written, at, draft);
  if (pattern === null) return [];
  const found = described.match(entry.word, pattern).map(({ name }) => name);
  if (found.length > 0) return found;
  const closestTo = near(pattern, described.all(entry.word));
  if (pattern.wild) {
    draft.refuse({ code: "ST1201", message: `no described ${entry.word.toLowerCase()} matches "${written}"`, at, closestTo });
    return [];
  }
  const name = exactName(entry.type.in === "account" ? pattern.text : withPrefixOf(prefix, pattern.text), entry.type);
  if (name !== null) return [name];
  draft.refuse({ code: "ST1211", message: `"${written}" is no name of a ${entry.type.type.toLowerCase()}`, at, hint: `write ${shapeOf(entry.type)}` });
  return [];
}

/** `db.sc.f(NUMBER)` with the environment's prefix before it; what is no name stays as it is. */
function withPrefixOf(prefix: string, written: string): string {
  const open = indexOutsideQuotes(written, "(");
  const [first, ...rest] = readDotted(open < 0 ? written : written.slice(0, open)) ?? [];
  return first === undefined ? written : `${displayedName([withPrefix(prefix, first), ...rest])}${open < 0 ? "" : written.slice(open)}`;
}

/** Tells what is in another database, or in none (docs: user-guide/security-access-control-overview, "Database roles"). */
function isInside(name: string, { role, database }: Holder, { place, expanding }: { readonly place: Written; readonly expanding: Expanding }): boolean {
  const [first] = parseQualifiedName(name.split("(")[0] ?? "") ?? [];
  if (first === database) return true;
  const message = `database role ${role.name} can hold no privilege on ${name}, which is not in database ${displayed(database)}`;
  expanding.draft.refuse({ code: "ST1215", message, at: place.at, hint: "grant it to a role of the account, and let that role hold this one" });
  return false;
}

/** Nothing is repeated, as for plain roles: exactly the database, or exactly these schemas. */
function giveFutures(holder: Holder, expanding: Expanding): void {
  for (const { entry, ...place } of writtenIn(holder, "future_grants")) {
    const container = place.written.includes(".") ? "SCHEMA" : "DATABASE";
    for (const name of containersOf(container, place, expanding)) {
      if (!isInside(name, holder, { place, expanding })) continue;
      for (const privilege of entry.privileges) {
        const why = `database role ${holder.role.name} has ${privilege} on ${entry.type.plural.toLowerCase()} that will be made in ${container.toLowerCase()} ${name}`;
        expanding.draft.give({ to: holder.to, privilege, on: { kind: "future", type: entry.type.type, in: container, name }, option: entry.option, why });
      }
    }
  }
}

function containersOf(type: "DATABASE" | "SCHEMA", { written, at }: Written, { described, draft, prefix }: Expanding): readonly string[] {
  const pattern = patternAt(written, at, draft);
  if (pattern === null) return [];
  const found = described.match(type, pattern).map(({ name }) => name);
  const [first, ...rest] = pattern.wild ? [] : (readDotted(pattern.text) ?? []);
  if (found.length > 0) return found;
  if (first !== undefined && rest.length === (type === "SCHEMA" ? 1 : 0)) return [displayedName([withPrefix(prefix, first), ...rest])];
  draft.refuse({ code: "ST1201", message: `no described ${type.toLowerCase()} matches "${written}"`, at, closestTo: near(pattern, described.all(type)) });
  return [];
}

function giveMemberships({ role, to, database }: Holder, { described, draft }: Expanding): void {
  const { fields } = role.spec;
  const on = onObject("DATABASE ROLE", role.name);
  for (const written of strings(fields, "roles")) {
    const held = displayedName([database, storedName(written)]);
    if (described.find("DATABASE ROLE", held) === undefined) {
      const among = described.all("DATABASE ROLE").map(({ spec }) => displayed(spec.name[1] ?? database).toLowerCase());
      const message = `there is no database role ${held} in the project`;
      draft.refuse({ code: "ST1202", message, at: placeIn(role)("roles"), closestTo: { word: written, among } });
    } else draft.give({ to, privilege: "USAGE", on: onObject("DATABASE ROLE", held), why: `database role ${role.name} holds database role ${held}` });
  }
  for (const name of strings(fields, "granted_to"))
    draft.give({ to: { type: "ROLE", name }, privilege: "USAGE", on, why: `role ${name} holds database role ${role.name}` });
  for (const name of strings(fields, "users"))
    draft.give({ to: { type: "USER", name }, privilege: "USAGE", on, why: `user ${name} holds database role ${role.name}` });
}
