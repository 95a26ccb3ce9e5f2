import {
  type AnyObject,
  type Catalog,
  coverOfGrants,
  type Grant,
  granteeKey,
  isUnknown,
  kindNamed,
  type ObjectId,
  ScopeRules,
  targetKey,
  treatment,
} from "@snowtower/kinds";
import { canonicalJson } from "../canonical-json.ts";
import { CatalogWorld } from "./catalog-world.ts";
import { sortedByCodePoint } from "./code-point-order.ts";
import { digestOf } from "./digest.ts";
import type { Footprint } from "./plan.ts";

/** What stands for an object that is not there. */
const ABSENT = "absent";
/** What stands for an object or a grantee that was not read. */
const UNREAD = "unread";

/**
 * Fingerprints of the subjects: an object (`table:DB.SC.T`), all that a grantee holds (`ROLE|ANALYST`), or what it holds on one target
 * (`ROLE|ANALYST|TABLE|DB.SC.T`), or what is in a container (`schema:DB.SC/*`). Of an object only what a plan can set counts, and when it was created: running state, counters,
 * what could not be read and what `rules` leave to others would move every minute (RA 22).
 */
export function footprintOf(catalog: Catalog, subjects: Iterable<string>, rules: ScopeRules = ScopeRules.none): Footprint {
  const asked = sortedByCodePoint(new Set(subjects));
  const held = heldBy(catalog, new Set(asked.filter(isGrantee)));
  const world = new CatalogWorld(catalog);
  const fingerprint = (subject: string): string => {
    if (isGrantee(subject)) return fingerprintOfGrants(subject, held, catalog);
    return subject.endsWith(CONTENTS) ? fingerprintOfContents(subject.slice(0, -CONTENTS.length), world) : fingerprintOfObject(subject, catalog, rules);
  };
  return Object.fromEntries(asked.map((subject) => [subject, fingerprint(subject)]));
}

/** What a decision about a grant was read from. */
export function subjectOfGrant(grant: Grant, isStrict: boolean): string {
  return isStrict ? granteeKey(grant.to) : `${granteeKey(grant.to)}|${targetKey(grant.on)}`;
}

/** Ids of objects begin with a kind's name, which is in lower case and followed by a colon. */
function isGrantee(subject: string): boolean {
  return /^[A-Z ]+\|/.test(subject);
}

function heldBy(catalog: Catalog, asked: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>();
  if (asked.size === 0) return held;
  for (const grant of catalog.grants) {
    const grantee = granteeKey(grant.to);
    const target = targetKey(grant.on);
    for (const subject of [grantee, `${grantee}|${target}`]) {
      if (!asked.has(subject)) continue;
      const text = `${target}|${grant.privilege}${grant.option ? "|option" : ""}`;
      const there = held.get(subject);
      if (there === undefined) held.set(subject, [text]);
      else there.push(text);
    }
  }
  return held;
}

function fingerprintOfGrants(subject: string, held: ReadonlyMap<string, readonly string[]>, catalog: Catalog): string {
  const grants = held.get(subject);
  if (grants !== undefined) return digestOf(sortedByCodePoint(grants));
  const [type, name] = subject.split("|");
  return catalog.coverage.has(coverOfGrants(`${type}|${name}`)) ? digestOf([]) : UNREAD;
}

/** What must not have come into a container that is dropped. */
export function contentsOf(container: ObjectId): string {
  return `${container}${CONTENTS}`;
}

const CONTENTS = "/*";

function fingerprintOfObject(subject: string, catalog: Catalog, rules: ScopeRules): string {
  const object = catalog.objects.get(subject as ObjectId);
  if (object === undefined) return ABSENT;
  const set = [...catalog.attachments.on(object.id), ...catalog.attachments.of(object.id)];
  const managed = managedPart(object, rules);
  return digestOf(set.length === 0 ? managed : { ...managed, set: sortedByCodePoint(set.map((each) => canonicalJson(each))) });
}

function fingerprintOfContents(container: string, world: CatalogWorld): string {
  const inside = world.inside(container as ObjectId);
  return digestOf(sortedByCodePoint(inside.map((object) => object.id)));
}

/** What of an object a plan can set, with what tells it from one that was dropped and made again. */
function managedPart(object: AnyObject, rules: ScopeRules): object {
  const { fields } = kindNamed(object.kind);
  const { manages } = treatment({ kind: object.kind, mode: "additive", ruling: rules.of(object) });
  const managed = Object.entries(object.fields).filter(
    ([name, value]) => isComparable(fields[name]) && manages(name) && value !== undefined && !isUnknown(value),
  );
  const owner = isUnknown(object.owner) || !manages("owner") ? null : object.owner;
  return { owner, createdOn: object.createdOn ?? null, fields: Object.fromEntries(managed) };
}

/** What a mark tells of a secret is not read again before a step. */
function isComparable(field: { readonly change: string; readonly secret?: true } | undefined): boolean {
  return field !== undefined && field.change !== "ignore" && field.secret !== true;
}
