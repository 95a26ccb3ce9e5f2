import {
  type AnyObject,
  type AttachmentChange,
  type Catalog,
  type Change,
  containerOf,
  coverOf,
  coverOfAttachments,
  coverOfGrants,
  diffObject,
  type GrantChange,
  granteeKey,
  isUnknown,
  kindNamed,
  type ObjectChange,
  sameAttachment,
} from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import type { Settlement } from "./apply-result.ts";

const DONE: Settlement = { settled: "done", found: [] };
const NOT_DONE: Settlement = { settled: "not done", found: [] };

function half(found: string): Settlement {
  return { settled: "half done", found: [found] };
}

function unknown(found: string): Settlement {
  return { settled: "unknown", found: [found] };
}

/** What the account says of one change: is it there, not there, or there in part? Only what was read counts; nothing is concluded from an error. */
export function settleChange(change: Change, catalog: Catalog): Settlement {
  if (change.kind === "grant") return settleGrant(change, catalog);
  if (change.kind === "object") return settleObject(change, catalog);
  return settleAttachment(change, catalog);
}

function settleAttachment({ from, to }: AttachmentChange, catalog: Catalog): Settlement {
  const attachment = to ?? from;
  if (attachment === null) return DONE;
  const { what, on } = attachment;
  const there = catalog.attachments.inPlaceOf(attachment);
  const isRead = [what, on].some((end) => catalog.coverage.has(coverOfAttachments(end)));
  if (there === undefined && !isRead) return unknown(`where ${what} is set could not be read`);
  if (to === null) return there === undefined ? DONE : NOT_DONE;
  return there !== undefined && sameAttachment(there, to) ? DONE : NOT_DONE;
}

function settleGrant({ from, to }: GrantChange, catalog: Catalog): Settlement {
  const grant = to ?? from;
  if (grant === null) return DONE;
  const key = granteeKey(grant.to);
  if (!catalog.coverage.has(coverOfGrants(key))) return unknown(`the grants of ${key.replace("|", " ")} could not be read`);
  const there = catalog.grants.get(grant);
  if (to === null) return there === undefined ? DONE : NOT_DONE;
  return there !== undefined && there.option === to.option ? DONE : NOT_DONE;
}

function settleObject(change: ObjectChange, catalog: Catalog): Settlement {
  const { from, to } = change;
  const object = to ?? from;
  if (object === null) return DONE;
  const there = catalog.objects.get(object.id);
  if (there === undefined && !isCovered(object, catalog)) return unknown(`${object.id} could not be read`);
  if (change.how === "rename" && from !== null && to !== null) return settleRename(from, to, catalog);
  if (to === null) return there === undefined ? DONE : NOT_DONE;
  if (there === undefined) return change.how === "create" ? NOT_DONE : half(`${object.id} is not there`);
  if (change.how === "replace" && from?.createdOn !== undefined && there.createdOn === from.createdOn) return NOT_DONE;
  return change.how === "alter" ? settleAlter(change, there, catalog) : settleWhole(there, to, catalog);
}

function isCovered(object: AnyObject, catalog: Catalog): boolean {
  const database = containerOf(object) === null ? null : object.name[0];
  return catalog.coverage.has(coverOf(object.kind, database === null || database === undefined ? null : displayed(database)));
}

function settleRename(from: AnyObject, to: AnyObject, catalog: Catalog): Settlement {
  const [was, is] = [catalog.objects.has(from.id), catalog.objects.has(to.id)];
  if (was !== is) return is ? DONE : NOT_DONE;
  return half(was ? `both ${from.id} and ${to.id} are there` : `neither ${from.id} nor ${to.id} is there`);
}

/** A created or replaced object is there; is it as planned? */
function settleWhole(there: AnyObject, to: AnyObject, catalog: Catalog): Settlement {
  const rest = diffObject(there, to, catalog.facts);
  if (rest === null) return DONE;
  return half(`${to.id}: ${rest.fields.join(", ")} not as planned`);
}

function settleAlter(change: ObjectChange, there: AnyObject, catalog: Catalog): Settlement {
  const { from, to, fields } = change;
  if (from === null || to === null) return DONE;
  const rest = new Set(diffObject(there, to, catalog.facts)?.fields ?? []);
  const owner = from.owner !== to.owner && to.owner !== undefined ? [there.owner === to.owner] : [];
  const blind = fields.filter((field) => isUnknown(there.fields[field]) || kindNamed(to.kind).fields[field]?.secret === true);
  const known = [...fields.filter((field) => !blind.includes(field)).map((field) => !rest.has(field)), ...owner];
  if (known.every(Boolean)) return blind.length === 0 ? DONE : unknown(`${to.id}: ${blind.join(", ")} cannot be read back`);
  if (known.some(Boolean)) return half(`${to.id}: ${fields.filter((field) => rest.has(field)).join(", ") || "owner"} not as planned`);
  return NOT_DONE;
}
