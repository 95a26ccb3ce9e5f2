import { type AnyObject, kindNamed, kindOfId, type ObjectId, parseSignature, securableOf } from "@snowtower/kinds";
import { displayedName, securableType } from "@snowtower/sql";

/** What a privilege is held on, in the words of GRANT: `{ type: "TABLE", name: "DB.SC.T" }`. */
export interface Target {
  readonly type: string;
  /** Displayed form, with argument types where the type overloads; empty for the account. */
  readonly name: string;
}

export const ACCOUNT: Target = { type: "ACCOUNT", name: "" };

/** The object as grants name it; `null` for what nothing can be granted on. */
export function targetOf(object: AnyObject): Target | null {
  const securable = securableOf(object);
  return securable === null ? null : { type: securable.type, name: securable.name };
}

/** The displayed names of the containers, from the database inwards: none for what is of the account itself. */
export function containersOf({ type, name }: Target): readonly string[] {
  const depth = depthOf(type);
  if (depth === 0) return NONE;
  const parts = name.includes('"') ? displayedParts(name) : plainParts(name);
  // The database roles that PUBLIC holds are shown without their database (docs: sql-reference/sql/show-grants).
  return parts.length <= depth ? [] : Array.from({ length: depth }, (_, i) => parts.slice(0, i + 1).join("."));
}

const NONE: readonly string[] = [];
const DEPTHS = new Map<string, number>();

/** In how many containers objects of the type are. */
function depthOf(type: string): number {
  const known = DEPTHS.get(type);
  if (known !== undefined) return known;
  const depth = { account: 0, database: 1, schema: 2 }[securableType(type)?.in ?? "account"];
  DEPTHS.set(type, depth);
  return depth;
}

/** The quick way for most names: a million grants are read by it. */
function plainParts(name: string): readonly string[] {
  const open = name.indexOf("(");
  return (open < 0 ? name : name.slice(0, open)).split(".");
}

function displayedParts(name: string): readonly string[] {
  return (parseSignature(name)?.name ?? []).map((part) => displayedName([part]));
}

/** The object of an id as grants name it; `null` for what nothing can be granted on. */
export function targetOfId(id: ObjectId): Target | null {
  const type = securableType(kindNamed(kindOfId(id)).label);
  return type === undefined ? null : { type: type.type, name: id.slice(id.indexOf(":") + 1) };
}
