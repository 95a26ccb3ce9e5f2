import type { AccountFacts, Edition } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import type { ObjectChange } from "../change.ts";
import type { Field } from "../field.ts";
import { type AnyObject, known } from "../object.ts";
import { isUnknown, type Read, sameValue, type Value } from "../value.ts";

const EDITIONS: readonly Edition[] = ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VPS"];

/** True if the account has what this edition brings. */
export function hasEdition(facts: AccountFacts, edition: Edition | undefined): boolean {
  return edition === undefined || EDITIONS.indexOf(facts.edition) >= EDITIONS.indexOf(edition);
}

/** How one object must change to be as described, or `null`. Only fields that are known on both sides and managed count. */
export function diffObject(from: AnyObject, to: AnyObject, facts: AccountFacts): ObjectChange | null {
  const kind = kindNamed(to.kind);
  const different = Object.keys(kind.fields).filter((name) => differs(kind.fields[name] as Field, ends(name, from, to), facts));
  if (different.length === 0) return null;
  const brought = new Set(different.flatMap((name) => kind.fields[name]?.brings ?? []).filter((name) => known(to.fields[name]) !== undefined));
  const fields = brought.size === 0 ? different : Object.keys(kind.fields).filter((name) => different.includes(name) || brought.has(name));
  const change: ObjectChange = { kind: "object", how: "alter", from, to: withDefaults(to, fields, facts), fields };
  const own = fields.filter((name) => kind.fields[name]?.sql === undefined);
  const replaced = fields.some((name) => kind.fields[name]?.change === "replace") || (own.length > 0 && (kind.alter?.(change, own) ?? null) === null);
  return replaced ? { ...change, how: "replace", to: withUnmanaged(change.to ?? to, from, change) } : change;
}

/** A new object has what was left alone on the old one. */
function withUnmanaged(to: AnyObject, from: AnyObject, { fields }: ObjectChange): AnyObject {
  const kept = Object.entries(kindNamed(to.kind).fields).flatMap(([name, field]) => {
    const value = known(from.fields[name]);
    const isKept = field.absent === "unmanaged" && field.change !== "ignore" && field.secret !== true && to.fields[name] === undefined;
    if (field.belongsTo !== undefined && fields.includes(field.belongsTo)) return [];
    return isKept && value !== undefined ? [[name, value] as const] : [];
  });
  return kept.length === 0 ? to : { ...to, fields: { ...to.fields, ...Object.fromEntries(kept) } };
}

/** What an absent field means is said in the change, where it makes a difference. */
function withDefaults(to: AnyObject, names: readonly string[], facts: AccountFacts): AnyObject {
  const { fields } = kindNamed(to.kind);
  const meant = names.flatMap((name) => {
    const value = to.fields[name] === undefined ? fields[name]?.default?.(facts) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return meant.length === 0 ? to : { ...to, fields: { ...to.fields, ...Object.fromEntries(meant) } };
}

/** A described object as this account can have it: without what its edition lacks, with the defaults that CREATE has to say. */
export function forAccount(object: AnyObject, facts: AccountFacts): AnyObject {
  const { fields } = kindNamed(object.kind);
  const entries = Object.entries(fields).flatMap(([name, field]) => {
    if (!hasEdition(facts, field.edition)) return [];
    const value = object.fields[name] ?? (field.stated === true ? field.default?.(facts) : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...object, fields: Object.fromEntries(entries) };
}

interface Ends {
  readonly from: Read<Value>;
  readonly to: Read<Value>;
}

function ends(name: string, from: AnyObject, to: AnyObject): Ends {
  return { from: from.fields[name], to: to.fields[name] };
}

function differs(field: Field, { from, to }: Ends, facts: AccountFacts): boolean {
  if (field.change === "ignore" || isUnknown(from) || isUnknown(to) || !hasEdition(facts, field.edition)) return false;
  if (to === undefined && field.default === undefined && field.absent === "unmanaged") return false;
  // A secret is set where the account has none. It is a value here only where a mark told which one; as read it is unknown, and left.
  if (field.secret === true && (from === undefined || to === undefined)) return to !== undefined;
  const a = from ?? field.default?.(facts);
  const b = to ?? field.default?.(facts);
  if (a === undefined || b === undefined) return a !== b;
  return field.type.same === undefined ? !sameValue(a, b) : !field.type.same(a, b);
}

/** Fields of which a difference cannot be told, because one side is unknown: `[field, why]`. */
export function unknownFields(from: AnyObject, to: AnyObject): readonly (readonly [string, string])[] {
  const kind = kindNamed(to.kind);
  return Object.keys(kind.fields).flatMap((name) => {
    const value = from.fields[name];
    if (!isUnknown(value) || kind.fields[name]?.secret === true || kind.fields[name]?.change === "ignore" || known(to.fields[name]) === undefined) return [];
    return [[name, value.$unknown] as const];
  });
}

/** Fields whose change loses data or shortens how far back it can be had. */
export function destroys(change: ObjectChange): readonly string[] {
  const { from, to } = change;
  if (from === null || to === null) return [];
  const kind = kindNamed(to.kind);
  return change.fields.filter((name) => kind.fields[name]?.destroys?.(known(from.fields[name]), known(to.fields[name])) === true);
}
