import { displayedName, type QualifiedName } from "@snowtower/sql";

declare const objectId: unique symbol;

/** The key of an object in a catalog and in a plan: `table:DB.SC.T`, `function:DB.SC.F(VARCHAR, NUMBER)`. Sorted by code points it keeps a container before its contents. */
export type ObjectId = string & { readonly [objectId]: true };

/** `argumentTypes`, for kinds that overload, are the base names of the argument types in order. */
export function idOf(kind: string, name: QualifiedName, argumentTypes?: readonly string[]): ObjectId {
  return `${kind}:${signature(name, argumentTypes)}` as ObjectId;
}

/** `DB.SC.T`, `DB.SC.F(VARCHAR, NUMBER)`: the name without the kind, as people and grants write it. */
export function signature(name: QualifiedName, argumentTypes?: readonly string[]): string {
  return argumentTypes === undefined ? displayedName(name) : `${displayedName(name)}(${argumentTypes.join(", ")})`;
}

/** The name of the kind that the object is of. */
export function kindOfId(id: ObjectId): string {
  return id.slice(0, id.indexOf(":"));
}

/** `DB.SC.T`: the displayed name in the key of an object that does not overload. */
export function shownName(id: ObjectId): string {
  return id.slice(id.indexOf(":") + 1);
}
