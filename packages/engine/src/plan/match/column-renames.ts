import { AttachmentSet, attachedAfter, type Catalog, type Desired, kindNamed, type ObjectChange } from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";
import { followers } from "./followers.ts";
import type { Renames } from "./renames.ts";

/** The columns that the project knows under another name than the account; what is set on them, and refers to them, follows. */
export function columnRenamesOf(from: Catalog, desired: Desired): Omit<Renames, "notes"> {
  const implied = new Map<ObjectChange, readonly ObjectChange[]>();
  let after = from;
  for (const described of sortedBy(desired.catalog.objects.values(), ({ id }) => id)) {
    const there = after.objects.get(described.id);
    const kind = kindNamed(described.kind);
    if (there === undefined || kind.renamedColumns === undefined) continue;
    const columns = kind.renamedColumns(there, described);
    if (columns.length === 0) continue;
    const objects = new Map(after.objects);
    const changes = followers(objects, (other) => kindNamed(other.kind).followsColumns?.(other, { of: there.name, columns }) ?? other);
    const own = changes.find(({ to }) => to?.id === there.id);
    if (own === undefined) continue;
    implied.set(
      own,
      changes.filter((change) => change !== own),
    );
    const attachments = new AttachmentSet([...after.attachments].map((each) => (each.on === there.id ? attachedAfter(each, columns) : each)));
    after = { ...after, objects, attachments };
  }
  return { changes: [...implied.keys()], implied, after };
}
