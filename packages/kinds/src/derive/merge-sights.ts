import { AttachmentSet } from "../access/attachment.ts";
import { GrantSet } from "../access/grant.ts";
import { type Catalog, coverOfAttachments } from "../catalog.ts";
import type { AnyObject } from "../object.ts";
import type { ObjectId } from "../object-id.ts";
import type { PartialSight } from "../sight.ts";
import { isUnknown } from "../value.ts";

/**
 * What two roles saw of one account together: what one of them was shown is there, and what only one of them was told is known.
 * Where both were told something, the first counts. The facts are the first one's.
 */
export function mergeSights(first: Catalog, second: Catalog): Catalog {
  const objects = new Map(first.objects);
  for (const [id, object] of second.objects) {
    const there = objects.get(id);
    objects.set(id, there === undefined ? object : completed(there, object));
  }
  const { partialSight: _first, ...rest } = first;
  const sight = mergedSight(first.partialSight, second.partialSight);
  return {
    ...rest,
    objects: new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1))),
    grants: new GrantSet([...first.grants, ...second.grants]),
    attachments: mergedAttachments(first, second),
    gaps: [...first.gaps, ...second.gaps.filter((gap) => !first.gaps.some(({ request, why }) => request === gap.request && why === gap.why))],
    baseline: Math.max(first.baseline, second.baseline),
    coverage: new Set([...first.coverage, ...second.coverage]),
    ...(sight === undefined ? {} : { partialSight: sight }),
  };
}

/** Two parts need not make the whole. */
function mergedSight(first: PartialSight | undefined, second: PartialSight | undefined): PartialSight | undefined {
  if (first === undefined || second === undefined) return undefined;
  const both = <T extends string>(a: readonly T[], b: readonly T[]): readonly T[] => [...new Set([...a, ...b])].sort();
  return {
    role: first.role,
    roles: both(first.roles, second.roles),
    resolvesAll: first.resolvesAll || second.resolvesAll,
    containers: both(first.containers, second.containers),
  };
}

function completed(first: AnyObject, second: AnyObject): AnyObject {
  const fields = Object.entries(first.fields).map(([name, value]) => [name, isUnknown(value) ? second.fields[name] : value] as const);
  const createdOn = first.createdOn ?? second.createdOn;
  return {
    ...first,
    owner: isUnknown(first.owner) ? second.owner : first.owner,
    fields: Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
    ...(createdOn === undefined ? {} : { createdOn }),
  };
}

/** What was set where only the second was told; elsewhere the first counts. */
function mergedAttachments(first: Catalog, second: Catalog): AttachmentSet {
  const known = (id: ObjectId): boolean => first.coverage.has(coverOfAttachments(id));
  return new AttachmentSet([...[...second.attachments].filter(({ what, on }) => !known(what) && !known(on)), ...first.attachments]);
}
