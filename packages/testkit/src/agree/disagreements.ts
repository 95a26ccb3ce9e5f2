import {
  type AnyObject,
  type Catalog,
  coverOfAttachments,
  coverOfGrants,
  type Field,
  granteeKey,
  grantKey,
  isUnknown,
  kindNamed,
  type Read,
  sameAttachment,
  sameValue,
  type Value,
} from "@snowtower/kinds";
import type { AccountFacts } from "@snowtower/sql";

/**
 * In what a catalog that was reckoned differs from the one that was read: two descriptions of Snowflake, written on two sides of the wall, that have to
 * agree. What was not read, and what a description leaves open, is left out.
 */
export function disagreements(reckoned: Catalog, found: Catalog): readonly string[] {
  return [...ofObjects(reckoned, found), ...ofGrants(reckoned, found), ...ofAttachments(reckoned, found)];
}

function ofObjects(reckoned: Catalog, found: Catalog): string[] {
  const ids = [...new Set([...reckoned.objects.keys(), ...found.objects.keys()])].sort();
  return ids.flatMap((id) => {
    const [a, b] = [reckoned.objects.get(id), found.objects.get(id)];
    if (a === undefined) return [`${id} is there, and should not be`];
    if (b === undefined) return [`${id} should be there`];
    const owner = isUnknown(a.owner) || isUnknown(b.owner) || a.owner === undefined || a.owner === b.owner;
    return [...(owner ? [] : [`${id} should belong to ${String(a.owner)}, and belongs to ${String(b.owner)}`]), ...ofFields(a, b, found.facts)];
  });
}

function ofFields(reckoned: AnyObject, found: AnyObject, facts: AccountFacts): string[] {
  return Object.entries(kindNamed(reckoned.kind).fields).flatMap(([name, field]) => {
    const [a, b] = [reckoned.fields[name], found.fields[name]];
    return agree(field, a, b, facts) ? [] : [`${reckoned.id} ${name} should be ${shown(a ?? field.default?.(facts))}, and is ${shown(b)}`];
  });
}

function agree(field: Field, a: Read<Value>, b: Read<Value>, facts: AccountFacts): boolean {
  if (isUnknown(a) || isUnknown(b) || field.secret === true || field.change === "ignore") return true;
  const fallback = field.default?.(facts);
  // A description that leaves a field to the account says nothing about it.
  if (a === undefined && fallback === undefined && (field.absent === "unmanaged" || b === undefined)) return true;
  const [x, y] = [a ?? fallback, b ?? fallback];
  if (x === undefined || y === undefined) return x === y;
  return field.type.same === undefined ? sameValue(x, y) : field.type.same(x, y);
}

function ofGrants(reckoned: Catalog, found: Catalog): string[] {
  const isRead = (key: string): boolean => [reckoned, found].every(({ coverage }) => coverage.has(coverOfGrants(key)));
  const keysOf = ({ grants }: Catalog): Set<string> =>
    new Set([...grants].filter(({ to }) => isRead(granteeKey(to))).map((grant) => `${grantKey(grant)}${grant.option ? " with the option" : ""}`));
  const [a, b] = [keysOf(reckoned), keysOf(found)];
  return [
    ...[...a].filter((key) => !b.has(key)).map((key) => `${key} should be granted`),
    ...[...b].filter((key) => !a.has(key)).map((key) => `${key} is granted, and should not be`),
  ].sort();
}

function ofAttachments(reckoned: Catalog, found: Catalog): string[] {
  const isRead = ({ coverage }: Catalog, ends: readonly string[]): boolean => ends.some((end) => coverage.has(coverOfAttachments(end as never)));
  const missing = [...reckoned.attachments].filter((each) => {
    const there = found.attachments.inPlaceOf(each);
    return isRead(found, [each.what, each.on]) && (there === undefined || !sameAttachment(there, each));
  });
  const extra = [...found.attachments].filter((each) => reckoned.attachments.inPlaceOf(each) === undefined);
  const words = ({ what, on, column }: (typeof missing)[number]): string => `${what} on ${on}${column === undefined ? "" : `.${column}`}`;
  return [...missing.map((each) => `${words(each)} should be set`), ...extra.map((each) => `${words(each)} is set, and should not be`)];
}

function shown(value: Read<Value>): string {
  return value === undefined ? "unset" : JSON.stringify(value);
}
