import { mayActivate } from "../access/active-roles.ts";
import { bundleKind, startWithBundles } from "../bundles/bundles.ts";
import { catalogOf } from "../catalog/bulk.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { Draft } from "../catalog/draft.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Grant } from "../catalog/grant.ts";
import { mutate } from "../catalog/mutation.ts";
import { classNamed } from "../objects/registry.ts";
import { attachPolicy, attachTag } from "./attach.ts";
import { asValue, shownColumn } from "./classes/column-rows.ts";
import { type Collected, collect, resultsOf } from "./collect.ts";
import { readKeys } from "./keys.ts";
import { readDdl, tellUnknownColumns } from "./read-ddl.ts";
import { readingOf } from "./readings.ts";
import { routineNames } from "./routine-names.ts";
import { momentCell, type NamedRow, textCell } from "./row.ts";
import type { Hole, Seed, SeedFacts } from "./seed.ts";
import { futureGrantsFrom, grantsFrom, Resolved } from "./seed-grants.ts";
import { type ListedObject, objectOf, readListed, tellHidden } from "./seed-objects.ts";
import { readParameters } from "./seed-parameters.ts";
import { Seeding } from "./seeding.ts";
import { assumeWhatIsMissing } from "./system-roles.ts";
import { readTokens } from "./tokens.ts";
import type { TwinEntry } from "./twin-entry.ts";

/** What DESCRIBE said of an object. */
interface DescribedObject {
  readonly entry: TwinEntry;
  readonly rows: readonly NamedRow[];
  readonly role: string;
}

/** An account that was put together from rows, not finished: what nothing here computes is still to be kept. */
interface Seeded {
  readonly catalog: Catalog;
  readonly listed: readonly ListedObject[];
  readonly described: readonly DescribedObject[];
  readonly holes: Hole[];
}

/** Puts an account together from raw rows, without a question whether it could have come about: what is broken there is broken here. */
export async function seedAccount(seed: Seed, now: number): Promise<Seeded> {
  const collected = await collect(seed);
  const seeding = new Seeding(seed.facts.name);
  const listed = listObjects(seeding, collected);
  const assumed = assumeWhatIsMissing(seeding, seed.facts, collected);
  for (const object of listed) readListed(seeding, object);
  tellHidden(seeding, listed);
  const described = describeObjects(seeding, collected);
  for (const { rows } of resultsOf(collected, "tokens")) readTokens(seeding, rows, now);
  readParts(seeding, collected);
  for (const { asked: what, rows, statement } of resultsOf(collected, "parameters")) readParameters(seeding, what, { rows, user: seed.facts.user, statement });
  for (const { rows } of resultsOf(collected, "query")) attachAll(seeding, rows);
  for (const { statement, rows } of resultsOf(collected, "query")) readDdl(seeding, statement, rows);
  tellUnknownColumns(seeding);
  for (const { statement } of resultsOf(collected, "unknown"))
    seeding.hole({ statement, why: "no statement of this account answers it: its rows are not part of the twin" });
  const { grants, futureGrants } = grantsOf(seeding, collected);
  for (const object of described) inferOwner(seeding, object);
  for (const entry of seeding.entries) if (entry.droppedOn === null) readingOf(entry.class).complete?.({ seeding, entry });
  const catalog = catalogOf({ entries: seeding.entries as readonly Entry[], grants: [...assumed, ...grants], futureGrants });
  return { catalog: withReader(seeding, withBundles(seeding, catalog, seed.facts), seed.facts), listed, described, holes: seeding.holes };
}

/** Containers first, so that what is in them finds them. */
const ORDER: Readonly<Record<string, number>> = { DATABASE: 0, SCHEMA: 1 };

function listObjects(seeding: Seeding, collected: Collected): readonly ListedObject[] {
  const results = [...resultsOf(collected, "objects")].sort((a, b) => (ORDER[a.asked.of.name] ?? 2) - (ORDER[b.asked.of.name] ?? 2));
  const listed: ListedObject[] = [];
  for (const { asked: what, rows, statement, role } of results) {
    for (const row of rows) {
      const entry = objectOf(seeding, what, row);
      if (entry !== null) listed.push({ entry, row, show: what.show, statement, role });
      else seeding.hole({ statement, object: textCell(row, "name"), why: "neither the row nor the statement says where the object is" });
    }
  }
  for (const { asked: what, rows } of resultsOf(collected, "application roles")) readApplicationRoles(seeding, what.application, rows);
  return listed;
}

/** They belong to an application, which is a database. */
function readApplicationRoles(seeding: Seeding, application: string, rows: readonly NamedRow[]): void {
  const parent = seeding.container(application, null) ?? ACCOUNT;
  for (const row of rows) {
    const entry = seeding.add({ class: "APPLICATION ROLE", parent, name: textCell(row, "name") ?? "" });
    entry.createdOn = momentCell(row, "created_on") ?? entry.createdOn;
    entry.comment = textCell(row, "comment");
  }
}

function describeObjects(seeding: Seeding, collected: Collected): readonly DescribedObject[] {
  const described: DescribedObject[] = [];
  for (const { asked: what, rows, statement, role } of resultsOf(collected, "describe")) {
    const entry = seeding.named(what.class, what.name, what.args);
    if (entry === undefined) {
      seeding.hole({ statement, why: "no row that was read lists the object" });
      continue;
    }
    readingOf(entry.class).describe?.({ seeding, entry }, rows);
    described.push({ entry, rows, role });
  }
  return described;
}

function readParts(seeding: Seeding, collected: Collected): void {
  for (const { asked: what, rows } of resultsOf(collected, "parts")) {
    if (what.words === "COLUMNS") readColumns(seeding, rows);
    else readKeys(seeding, what.words, rows);
  }
  for (const { asked: what, rows, statement } of resultsOf(collected, "search optimization")) readSearch(seeding, { name: what.name, rows, statement });
}

/** SHOW COLUMNS, for tables that DESCRIBE was not asked of. */
function readColumns(seeding: Seeding, rows: readonly NamedRow[]): void {
  const tables = new Map<TwinEntry, NamedRow[]>();
  for (const row of rows) {
    const path = ["database_name", "schema_name", "table_name"].map((column) => textCell(row, column) ?? "");
    const table = seeding.named("TABLE", path);
    if (table === undefined) seeding.once(path.join("."), { object: path.join("."), why: "its columns were read and no row that lists it" });
    else tables.set(table, [...(tables.get(table) ?? []), row]);
  }
  for (const [table, columns] of tables) table.properties.COLUMNS ??= asValue(columns.map(shownColumn));
}

function readSearch(
  seeding: Seeding,
  { name, rows, statement }: { readonly name: readonly string[]; readonly rows: readonly NamedRow[]; readonly statement: string },
): void {
  const table = seeding.named("TABLE", name);
  if (table === undefined) {
    seeding.hole({ statement, why: "no row that was read lists the table" });
    return;
  }
  const targets = rows.map((row) => ({
    id: Number(textCell(row, "expression_id")),
    method: textCell(row, "method") ?? "",
    target: textCell(row, "target") ?? "",
  }));
  if (targets.length > 0) table.properties.SEARCH_OPTIMIZATION = targets;
}

function attachAll(seeding: Seeding, rows: readonly NamedRow[]): void {
  const [first] = rows;
  if (first === undefined) return;
  if (first.places.has("policy_kind") && first.places.has("ref_entity_domain")) for (const row of rows) attachPolicy(seeding, row);
  if (first.places.has("tag_value") && first.places.has("object_name")) for (const row of rows) attachTag(seeding, row);
}

function grantsOf(seeding: Seeding, { grants: forms, futureGrants }: Collected) {
  const resolved = new Resolved(seeding, routineNames(seeding));
  const grants: Grant[] = [];
  for (const rows of forms) for (const grant of grantsFrom(seeding, resolved, rows)) grants.push(grant);
  return { grants, futureGrants: [...futureGrantsFrom(seeding, resolved, futureGrants)] };
}

/** Where DESCRIBE is its owner's alone and no row says who that is, as of network policies, whoever was answered is taken for him. */
function inferOwner(seeding: Seeding, { entry, role }: DescribedObject): void {
  if (entry.owner !== null || classNamed(entry.class)?.needs?.describe?.length !== 0) return;
  entry.owner = { role: seeding.role(role, null, null), by: null, since: entry.createdOn };
  seeding.hole({
    object: seeding.nameOf(entry),
    column: "owner",
    why: `${entry.class}: no row that was read says who owns it; ${role}, who could describe it, is assumed to`,
  });
}

/** He read as the role, so that he has it, whatever was not read of how. */
function withReader(seeding: Seeding, catalog: Catalog, { user, role }: SeedFacts): Catalog {
  const [who, as] = [seeding.named("USER", [user]), seeding.named("ROLE", [role])];
  if (who === undefined || as === undefined || mayActivate(catalog, who.id, as.id)) return catalog;
  seeding.hole({ object: user, why: `USER: nothing that was read says how he has role ${role}, as which he read; it is assumed to be granted to him` });
  return mutate(catalog, { kind: "grant", grant: { privilege: "USAGE", on: as.id, to: who.id, by: null, grantOption: false, createdOn: 0 } });
}

function withBundles(seeding: Seeding, catalog: Catalog, { bundles }: SeedFacts): Catalog {
  if (bundles === undefined) return catalog;
  for (const name of bundles) if (bundleKind(name) === "unknown") seeding.hole({ object: name, why: "a behaviour-change bundle that is not known here" });
  const draft = new Draft(catalog);
  startWithBundles(
    draft,
    bundles.filter((name) => bundleKind(name) === "switchable"),
  );
  return draft.catalog;
}
