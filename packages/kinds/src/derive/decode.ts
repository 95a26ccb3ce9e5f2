import { type AccountFacts, displayed, exactly, type Identifier } from "@snowtower/sql";
import { AttachmentSet } from "../access/attachment.ts";
import { securableOf } from "../access/securable.ts";
import { type Catalog, coverOf, coverOfAttachments, type Gap } from "../catalog.ts";
import { catalogue } from "../catalogue.ts";
import type { Interest } from "../interest.ts";
import type { Kind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { ObjectId } from "../object-id.ts";
import type { Seen } from "../observation.ts";
import type { ObjectRows, RowView } from "../rows.ts";
import { isUnknown } from "../value.ts";
import { decodeAllGrants } from "./decode/all-grants.ts";
import { decodeAttachments } from "./decode/attachments.ts";
import { decodeObject } from "./decode/decode-object.ts";
import { rowViews } from "./decode/row-view.ts";
import { sourcesOf } from "./decode/sources.ts";
import { kindsOfEdition } from "./kinds-of-edition.ts";
import { attachablesExist, attachmentQuestions } from "./reads/attachments.ts";
import { detailInterest, rulesOf } from "./reads/detail.ts";
import { partialSight } from "./reads/sight.ts";
import { existingDatabases, listState } from "./reads.ts";

/** The catalog that the observations amount to; `facts.role` is the role that read. Pure; the order of the observations does not count. */
export function decode(seen: Seen, interest: Interest, facts: AccountFacts): Catalog {
  const draft: Draft = { objects: new Map(), gaps: [], coverage: new Set(), baseline: 0 };
  const existing = new Set<string>(existingDatabases(seen, interest));
  const databases = [...new Set([...interest.databases, ...existing])].map(exactly);
  const possible = new Set(kindsOfEdition(facts));
  for (const kind of catalogue) {
    if (rulesOf(interest).leavesOut(kind.name)) continue;
    for (const database of kind.scope === "account" ? [null] : databases) {
      // What is in a database that is not there is known: nothing.
      if (database !== null && !existing.has(database)) {
        if (draft.coverage.has(coverOf("database", null))) draft.coverage.add(coverOf(kind.name, displayed(database)));
      } else if (!possible.has(kind)) draft.coverage.add(coverOf(kind.name, database === null ? null : displayed(database)));
      else decodeKind(kind, database, { seen, interest, draft, warehouse: facts.warehouse !== null });
    }
  }
  const sight = partialSight(seen, facts);
  const held = decodeAllGrants({ seen, interest, coverage: draft.coverage, sight });
  draft.gaps.push(...held.gaps);
  for (const cover of held.coverage) draft.coverage.add(cover);
  const asked = { seen, warehouse: facts.warehouse !== null };
  const exists = (id: ObjectId): boolean => draft.objects.has(id);
  const questions = attachmentQuestions({ databases: existingDatabases(seen, interest), interest, asked, facts, exists });
  const attached = decodeAttachments(seen, questions, draft.objects);
  draft.gaps.push(...attached.gaps);
  if (attachablesExist(interest, asked, facts) === false) for (const bearer of interest.attachments ?? []) draft.coverage.add(coverOfAttachments(bearer));
  for (const cover of attached.coverage) draft.coverage.add(cover);
  const owned = [...draft.objects].map(([id, object]) => [id, withOwner(object, held.owners)] as const);
  const objects = new Map(owned.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    facts,
    objects,
    grants: held.grants,
    attachments: new AttachmentSet(attached.attachments),
    gaps: draft.gaps,
    mode: "live",
    baseline: draft.baseline,
    coverage: draft.coverage,
    ...(sight === null ? {} : { partialSight: sight }),
  };
}

interface Draft {
  readonly objects: Map<ObjectId, AnyObject>;
  readonly gaps: Gap[];
  readonly coverage: Set<string>;
  baseline: number;
}

/** Functions and procedures are listed without their owner; the owner's grants name them. */
function withOwner(object: AnyObject, owners: ReadonlyMap<string, Identifier>): AnyObject {
  if (!isUnknown(object.owner)) return object;
  const securable = securableOf(object);
  const owner = securable === null ? undefined : owners.get(`${securable.type}|${securable.name}`);
  return owner === undefined ? object : { ...object, owner };
}

interface Pass {
  readonly seen: Seen;
  readonly interest: Interest;
  readonly draft: Draft;
  readonly warehouse: boolean;
}

function decodeKind(kind: Kind, database: Identifier | null, pass: Pass): void {
  const { seen, draft } = pass;
  const asked = { seen, warehouse: pass.warehouse };
  const list = listState(kind, database, asked);
  if (list.kind === "refused") draft.gaps.push({ request: list.request, why: list.why });
  if (list.kind === "asks") draft.gaps.push({ request: kind.plural, why: "it was not read" });
  if (list.kind !== "complete") return;
  draft.coverage.add(coverOf(kind.name, database === null ? null : displayed(database)));
  const sources = sourcesOf(kind, database, { asked, details: detailInterest(pass.interest) });
  const counted = new Set<string>();
  for (const row of rowViews(list.answers)) {
    const bare: ObjectRows = { row, also: () => [] };
    if (kind.accepts?.(bare) === false) continue;
    if (kind.baseline?.(bare) === true) {
      const name = baselineKey(row);
      if (!counted.has(name)) draft.baseline++;
      counted.add(name);
      continue;
    }
    const object = decodeObject(kind, row, sources);
    if (object === null) draft.gaps.push({ request: `SHOW ${kind.plural}`, why: "a row does not say which object it is about" });
    else draft.objects.set(object.id, object);
  }
}

function baselineKey(row: RowView): string {
  return `${row.get("database_name") ?? ""}.${row.get("schema_name") ?? ""}.${row.get("name") ?? ""}`;
}
