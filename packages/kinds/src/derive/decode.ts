import { type AccountFacts, displayed, exactly, type Identifier, parseIdentifier } from "@snowtower/sql";
import { AttachmentSet } from "../access/attachment.ts";
import { decodeGrants } from "../access/decode-grants.ts";
import { type Grant, type Grantee, GrantSet, granteeKey } from "../access/grant.ts";
import { securableOf } from "../access/securable.ts";
import { type Catalog, coverOf, coverOfAttachments, coverOfGrants, type Gap } from "../catalog.ts";
import { catalogue } from "../catalogue.ts";
import type { Interest } from "../interest.ts";
import type { Kind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { ObjectId } from "../object-id.ts";
import type { Seen } from "../observation.ts";
import type { ObjectRows, RowView } from "../rows.ts";
import { isUnknown } from "../value.ts";
import { decodeAttachments } from "./decode/attachments.ts";
import { decodeObject } from "./decode/decode-object.ts";
import { rowViews } from "./decode/row-view.ts";
import { sourcesOf } from "./decode/sources.ts";
import { attachablesExist, attachmentQuestions } from "./reads/attachments.ts";
import { detailInterest, rulesOf } from "./reads/detail.ts";
import { grantRequests } from "./reads/grants.ts";
import { partialSight } from "./reads/sight.ts";
import { existingDatabases, existingGrantees, listState } from "./reads.ts";

/** The catalog that the observations amount to; `facts.role` is the role that read. Pure; the order of the observations does not count. */
export function decode(seen: Seen, interest: Interest, facts: AccountFacts): Catalog {
  const draft: Draft = { objects: new Map(), gaps: [], coverage: new Set(), owners: new Map(), baseline: 0 };
  const existing = new Set<string>(existingDatabases(seen, interest));
  const databases = [...new Set([...interest.databases, ...existing])].map(exactly);
  for (const kind of catalogue) {
    if (rulesOf(interest).leavesOut(kind.name)) continue;
    for (const database of kind.scope === "account" ? [null] : databases) {
      // What is in a database that is not there is known: nothing.
      if (database !== null && !existing.has(database)) {
        if (draft.coverage.has(coverOf("database", null))) draft.coverage.add(coverOf(kind.name, displayed(database)));
      } else decodeKind(kind, database, { seen, interest, draft, warehouse: facts.warehouse !== null });
    }
  }
  const grants = decodeAllGrants(seen, interest, draft);
  const asked = { seen, warehouse: facts.warehouse !== null };
  const exists = (id: ObjectId): boolean => draft.objects.has(id);
  const questions = attachmentQuestions({ databases: existingDatabases(seen, interest), interest, asked, exists });
  const attached = decodeAttachments(seen, questions, draft.objects);
  draft.gaps.push(...attached.gaps);
  if (attachablesExist(interest, asked) === false) for (const bearer of interest.attachments ?? []) draft.coverage.add(coverOfAttachments(bearer));
  for (const cover of attached.coverage) draft.coverage.add(cover);
  const owned = [...draft.objects].map(([id, object]) => [id, withOwner(object, draft.owners)] as const);
  const objects = new Map(owned.sort(([a], [b]) => (a < b ? -1 : 1)));
  const sight = partialSight(seen, facts);
  return {
    facts,
    objects,
    grants,
    attachments: new AttachmentSet(attached.attachments),
    gaps: draft.gaps,
    baseline: draft.baseline,
    coverage: draft.coverage,
    ...(sight === null ? {} : { partialSight: sight }),
  };
}

interface Draft {
  readonly objects: Map<ObjectId, AnyObject>;
  readonly gaps: Gap[];
  readonly coverage: Set<string>;
  /** `type|name` of what grantees were said to own. */
  readonly owners: Map<string, Identifier>;
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

function decodeAllGrants(seen: Seen, interest: Interest, draft: Draft): GrantSet {
  const existing = existingGrantees(seen, interest);
  if (existing === null) return new GrantSet();
  const grants: Grant[] = [];
  const there = new Set(existing.map(granteeKey));
  // Who is not there is known to hold nothing.
  for (const grantee of interest.grantees) if (!there.has(granteeKey(grantee))) draft.coverage.add(coverOfGrants(granteeKey(grantee)));
  for (const grantee of existing) {
    const read = grantsOf(grantee, seen, draft);
    if (read === null) continue;
    grants.push(...read);
    draft.coverage.add(coverOfGrants(granteeKey(grantee)));
  }
  return new GrantSet(grants);
}

function grantsOf(grantee: Grantee, seen: Seen, draft: Draft): readonly Grant[] | null {
  const requests = grantRequests(grantee);
  const grants: Grant[] = [];
  for (const [statement, future] of [
    [requests.grants, false],
    [requests.future, true],
  ] as const) {
    if (statement === null) continue;
    const answer = seen.get(statement.text);
    if (answer === undefined || "refused" in answer) {
      draft.gaps.push({ request: statement.text, why: answer?.refused ?? "it was not read" });
      return null;
    }
    const decoded = decodeGrants(rowViews([answer]), grantee, { future });
    grants.push(...decoded.grants);
    if (grantee.type === "ROLE") for (const key of decoded.owned) draft.owners.set(key, parseIdentifier(grantee.name) ?? exactly(grantee.name));
    draft.gaps.push(...decoded.unreadable.map((why) => ({ request: statement.text, why })));
  }
  return grants;
}
