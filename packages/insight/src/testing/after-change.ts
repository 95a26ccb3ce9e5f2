import { type AnyObject, type Catalog, type Change, type Grant, GrantSet, grantKey, kindNamed, type ObjectId, signature } from "@snowtower/kinds";
import { displayedName, parseQualifiedName } from "@snowtower/sql";

/** The catalog after a change, written down as plainly as can be: what the index and the walk are compared with. */
export function afterChange(catalog: Catalog, change: Change): Catalog {
  if (change.kind === "attachment") return { ...catalog, attachments: catalog.attachments.changed(ends(change.from), ends(change.to)) };
  if (change.kind === "grant") {
    const left = [...catalog.grants].filter((grant) => change.from === null || grantKey(grant) !== grantKey(change.from));
    return { ...catalog, grants: new GrantSet([...left, ...ends(change.to)]) };
  }
  const objects = new Map(catalog.objects);
  const { how, from, to, fields } = change;
  if (to === null && from !== null) return dropped(catalog, from);
  if (to === null) return catalog;
  if (how === "rename" && from !== null) return renamed(catalog, from, to);
  const there = how === "alter" ? objects.get(to.id) : undefined;
  const changed = Object.fromEntries(fields.map((field) => [field, to.fields[field]]));
  objects.set(
    to.id,
    there === undefined ? to : { ...there, owner: from?.owner === to.owner ? there.owner : to.owner, fields: { ...there.fields, ...changed } },
  );
  return { ...catalog, objects };
}

function ends<T>(end: T | null): readonly T[] {
  return end === null ? [] : [end];
}

function dropped(catalog: Catalog, object: AnyObject): Catalog {
  const isGone = (name: string): boolean => {
    const parts = parseQualifiedName(name) ?? [];
    return object.name.every((part, i) => part === parts[i]) && (parts.length > object.name.length || parts.length === object.name.length);
  };
  const { label, scope } = kindNamed(object.kind);
  const holds = label === "ROLE" || label === "USER";
  const inside = (type: string, name: string): boolean =>
    holds
      ? type === label && name === signature(object.name)
      : isGone(name) && (name !== signature(object.name) || type === label) && isBelow(type, scope, label);
  const objects = new Map([...catalog.objects].filter(([, each]) => !inside(kindNamed(each.kind).label, signature(each.name))));
  const grants = [...catalog.grants].filter(
    ({ to, on }) => !inside(to.type, to.name) && (on.kind === "account" || !inside(on.kind === "object" ? on.type : on.in, on.name)),
  );
  // What the role owned belongs to nobody that is known.
  const left = [...objects].map(
    ([id, each]) => [id, holds && label === "ROLE" && each.owner === object.name[0] ? { ...each, owner: undefined } : each] as const,
  );
  return { ...catalog, objects: new Map<ObjectId, AnyObject>(left), grants: new GrantSet(grants) };
}

/** Of two objects of one name, a warehouse and a database, only the database holds anything. */
function isBelow(type: string, _scope: string, label: string): boolean {
  return type === label || label === "DATABASE" || label === "SCHEMA";
}

function renamed(catalog: Catalog, from: AnyObject, to: AnyObject): Catalog {
  const objects = new Map([...catalog.objects].filter(([id]) => id !== from.id));
  objects.set(to.id, { ...(catalog.objects.get(from.id) ?? to), id: to.id, name: to.name });
  const { label } = kindNamed(from.kind);
  const moved = (grant: Grant): Grant =>
    grant.on.kind === "object" && grant.on.type === label && grant.on.name === displayedName(from.name)
      ? { ...grant, on: { ...grant.on, name: displayedName(to.name) } }
      : grant;
  return { ...catalog, objects, grants: new GrantSet([...catalog.grants].map(moved)) };
}
