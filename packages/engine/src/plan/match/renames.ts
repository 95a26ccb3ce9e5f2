import {
  type AnyObject,
  type Attachment,
  AttachmentSet,
  type Catalog,
  type Desired,
  type Grant,
  GrantSet,
  kindNamed,
  type ObjectChange,
  type ObjectId,
  signature,
  targetKey,
} from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";
import type { Note } from "../plan.ts";
import { columnRenamesOf } from "./column-renames.ts";
import { followers } from "./followers.ts";

export interface Renames {
  /** Objects that get another name, then objects whose columns do. */
  readonly changes: readonly ObjectChange[];
  /** By the change: what other objects say of the name, which Snowflake keeps right by itself. */
  readonly implied: ReadonlyMap<ObjectChange, readonly ObjectChange[]>;
  /** The account as it is after the renames: everything else is planned from there. */
  readonly after: Catalog;
  readonly notes: readonly Note[];
}

/** The objects, and the columns, that the project knows under another name than the account. */
export function renamesOf(from: Catalog, desired: Desired): Renames {
  const changes: ObjectChange[] = [];
  const notes: Note[] = [];
  for (const [to, was] of sortedBy(desired.renamed, ([id]) => id)) {
    const [there, described] = [from.objects.get(was), desired.catalog.objects.get(to)];
    // Once it is done, the file may go on saying it.
    if (there === undefined || described === undefined) continue;
    const why = whyNot(there, described, { from, desired });
    if (why === null) changes.push({ kind: "object", how: "rename", from: there, to: { ...there, id: to, name: described.name }, fields: [] });
    else
      notes.push({
        severity: "error",
        code: "ST2019",
        message: `${was} is not renamed to ${to}: ${why}`,
        about: to,
        hint: "take renamed_from out of the file",
      });
  }
  const objects = new Map(from.objects);
  const implied = new Map(changes.map((change) => [change, followName(change, objects)]));
  const named = changes.length === 0 ? from : renamed(from, changes, objects);
  const columns = columnRenamesOf(named, desired);
  return {
    changes: [...changes, ...columns.changes],
    implied: new Map([...implied, ...columns.implied]),
    after: columns.after,
    notes,
  };
}

function whyNot(there: AnyObject, described: AnyObject, { from, desired }: { readonly from: Catalog; readonly desired: Desired }): string | null {
  if (kindNamed(there.kind).renames !== true) return `no ALTER ${kindNamed(there.kind).label} ... RENAME TO is known`;
  if (from.objects.has(described.id)) return "both are there";
  if (desired.catalog.objects.has(there.id)) return "both are described";
  return desired.scope.of(there).protected ? "it is protected" : null;
}

/** Makes the rename among the objects; gives what changes in others by it. */
function followName({ from, to }: ObjectChange, objects: Map<ObjectId, AnyObject>): readonly ObjectChange[] {
  if (from === null || to === null) return [];
  objects.delete(from.id);
  objects.set(to.id, to);
  return followers(objects, (other) => kindNamed(other.kind).follows?.(other, { from: from.name, to: to.name }) ?? other);
}

function renamed(from: Catalog, changes: readonly ObjectChange[], objects: ReadonlyMap<ObjectId, AnyObject>): Catalog {
  const ids = new Map(changes.map((change) => [(change.from as AnyObject).id, change.to as AnyObject]));
  const targets = new Map(changes.map(({ from: was, to }) => [grantedOn(was as AnyObject), signature((to as AnyObject).name, to?.argumentTypes)]));
  const grant = (each: Grant): Grant => {
    const name = each.on.kind === "object" ? targets.get(targetKey(each.on)) : undefined;
    return name === undefined || each.on.kind !== "object" ? each : { ...each, on: { ...each.on, name } };
  };
  const id = (each: ObjectId): ObjectId => ids.get(each)?.id ?? each;
  const attachment = (each: Attachment): Attachment => ({ ...each, what: id(each.what), on: id(each.on) });
  const covered = [...from.coverage].map((cover) =>
    [...ids].reduce((text, [was, to]) => (text.endsWith(` of ${was}`) ? text.replace(was, to.id) : text), cover),
  );
  return {
    ...from,
    objects,
    grants: new GrantSet([...from.grants].map(grant)),
    attachments: new AttachmentSet([...from.attachments].map(attachment)),
    coverage: new Set(covered),
  };
}

function grantedOn(object: AnyObject): string {
  return targetKey({ kind: "object", type: kindNamed(object.kind).label, name: signature(object.name, object.argumentTypes) });
}
