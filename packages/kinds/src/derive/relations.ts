import { kindNamed } from "../catalogue.ts";
import type { Change, ObjectChange } from "../change.ts";
import type { World } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";

/** What the object is in: a table's schema, a schema's database; `null` for what is in the account itself. */
export function containerOf(object: AnyObject): ObjectId | null {
  const scope = kindNamed(object.kind).scope;
  if (scope === "account") return null;
  return idOf(scope === "schema" ? "schema" : "database", object.name.slice(0, scope === "schema" ? 2 : 1));
}

/** Hard references: what must exist before the object, its container left out. */
export function refsOf(object: AnyObject): readonly ObjectId[] {
  return kindNamed(object.kind).refs?.(object) ?? [];
}

/** SQL of the user's in the object, in which names may stand. */
export function bodiesOf(object: AnyObject): readonly string[] {
  return kindNamed(object.kind).bodies?.(object) ?? [];
}

/** The object as it can be created before its references exist; itself if that makes no difference. */
export function earlyOf(object: AnyObject): AnyObject {
  return kindNamed(object.kind).early?.(object) ?? object;
}

/** What Snowflake does besides. */
export function impliedBy(change: ObjectChange, world: World): readonly Change[] {
  const object = change.to ?? change.from;
  return object === null ? [] : (kindNamed(object.kind).implies?.(change, world) ?? []);
}

/** What becomes of the object when one of its references is dropped or replaced; `null`: nothing. */
export function bereftOf(object: AnyObject, of: ObjectChange): AnyObject | null {
  const bereft = kindNamed(object.kind).bereft?.(object, of) ?? object;
  return bereft === object ? null : bereft;
}
