import { type AccountFacts, displayed, displayedName, exactly, type Identifier } from "@snowtower/sql";
import { type Grantee, granteeKey } from "../access/grant.ts";
import { isDerivedRole } from "../access/role-name.ts";
import { kindNamed } from "../catalogue.ts";
import type { Interest } from "../interest.ts";
import type { Kind } from "../kind.ts";
import type { ObjectId } from "../object-id.ts";
import type { ReadRequest, Seen } from "../observation.ts";
import type { RowView } from "../rows.ts";
import { identify } from "./decode/identify.ts";
import { rowViews } from "./decode/row-view.ts";
import { kindsOfEdition } from "./kinds-of-edition.ts";
import { attachableLists, attachmentQuestions } from "./reads/attachments.ts";
import { detailInterest, detailRequests, isDetailed, rulesOf } from "./reads/detail.ts";
import { grantRequests } from "./reads/grants.ts";
import { inDatabase } from "./reads/in-database.ts";
import { type Asked, request, type ShowState, showAccount, showDatabase } from "./reads/show.ts";
import { sightRequests } from "./reads/sight.ts";

/**
 * What to ask the account next, given what has been seen: pure, called in rounds until it asks nothing more.
 * A round's requests do not depend on each other. What was refused is not asked again. `facts.role` is the role that reads.
 */
export function reads(seen: Seen, interest: Interest, facts: AccountFacts): readonly ReadRequest[] {
  const answers: Asked = { seen, warehouse: facts.warehouse !== null };
  const asked = new Map<string, ReadRequest>();
  const ask = (requests: readonly ReadRequest[]): void => {
    for (const each of requests) if (!seen.has(each.key)) asked.set(each.key, each);
  };
  ask(sightRequests(seen, facts));
  const details = detailInterest(interest);
  const listed = new Set<ObjectId>();
  for (const kind of kindsOfEdition(facts)) {
    if (rulesOf(interest).leavesOut(kind.name)) continue;
    for (const database of kind.scope === "account" ? [null] : existingDatabases(seen, interest)) {
      for (const state of showStates(kind, database, answers)) if (state.kind === "asks") ask(state.requests);
      const list = listState(kind, database, answers);
      if (list.kind !== "complete") continue;
      for (const row of rowViews(list.answers)) {
        const rows = { row, also: () => [] };
        if (kind.accepts?.(rows) === false || kind.baseline?.(rows) === true) continue;
        const identity = identify(kind, rows);
        if (identity !== null) listed.add(identity.id);
        // Of what shows nothing but its name, no more would be shown.
        if (identity === null || (kind.hidden?.(rows) ?? null) !== null || !isDetailed(identity, row.get("owner"), details)) continue;
        ask([...detailRequests(kind, identity, details).values()].map(request));
      }
    }
  }
  for (const grantee of existingGrantees(seen, interest) ?? []) {
    const { grants, future } = grantRequests(grantee);
    ask([request(grants), ...(future === null ? [] : [request(future)])]);
  }
  for (const list of attachableLists(interest, answers, facts)) if (list.kind === "asks") ask(list.requests);
  const scene = { databases: existingDatabases(seen, interest), interest, asked: answers, facts, exists: (id: ObjectId) => listed.has(id) };
  for (const { statement } of attachmentQuestions(scene)) ask([request(statement)]);
  return [...asked.values()];
}

/** The state of each SHOW that the kind reads, its list first. */
function showStates(kind: Kind, database: Identifier | null, asked: Asked): readonly ShowState[] {
  return kind.sources.flatMap((source) =>
    source.from !== "show" ? [] : [database === null ? showAccount(source, asked.seen) : showDatabase(source, database, asked)],
  );
}

/** The state of the kind's list. */
export function listState(kind: Kind, database: Identifier | null, asked: Asked): ShowState {
  const state = showStates(kind, database, asked)[0] ?? { kind: "refused", request: kind.plural, why: "the kind has no list" };
  return database === null || state.kind !== "complete" ? state : { ...state, answers: state.answers.map((answer) => inDatabase(answer, database)) };
}

/** The databases of interest that the account has; none until it has told. */
export function existingDatabases(seen: Seen, interest: Interest): readonly Identifier[] {
  const there = rowsIn("database", seen);
  const owners = new Set(interest.ownedDatabases === true ? interest.owners : []);
  const owned = [...(there ?? [])].flatMap(([name, row]) => (owners.has(row.get("owner") ?? "") && !interest.databases.includes(name) ? [name] : []));
  return [...interest.databases.map(exactly).filter((name) => there?.has(name)), ...owned];
}

/**
 * The grantees of interest that exist; `null` until the account has told. A role that is not there cannot be asked about.
 * Users, derived roles and database roles of the interesting owners are among them: what leaves the project is dropped, and what it held is part of that.
 */
export function existingGrantees(seen: Seen, interest: Interest): Interest["grantees"] | null {
  const roles = rowsIn("role", seen);
  const users = rowsIn("user", seen);
  const inDatabases = databaseRoles(seen, interest);
  if (roles === null || users === null || inDatabases === null) return null;
  const there = new Set([
    ...[...roles.keys()].map((name) => `ROLE|${displayed(name)}`),
    ...[...users.keys()].map((name) => `USER|${displayed(name)}`),
    ...inDatabases.map(({ grantee }) => granteeKey(grantee)),
  ]);
  const asked = new Set(interest.grantees.map(granteeKey));
  const owners = new Set<string>(interest.owners);
  const owned = (type: "ROLE" | "USER", rows: ReadonlyMap<Identifier, RowView>): Grantee[] =>
    [...rows].filter(([, row]) => owners.has(row.get("owner") ?? "")).map(([name]) => ({ type, name: displayed(name) }));
  const ownedRoles = inDatabases.filter(({ owner }) => owners.has(owner)).map(({ grantee }) => grantee);
  const left = [...owned("ROLE", roles).filter(({ name }) => isDerivedRole(name)), ...owned("USER", users), ...ownedRoles];
  return [...interest.grantees.filter((grantee) => there.has(granteeKey(grantee))), ...left.filter((grantee) => !asked.has(granteeKey(grantee)))];
}

/** The roles of the interesting databases, with their owners; `null` until all are known. A list that was refused names none. */
function databaseRoles(seen: Seen, interest: Interest): readonly { readonly grantee: Grantee; readonly owner: string }[] | null {
  const kind = kindNamed("database_role");
  const lists = existingDatabases(seen, interest).map((database) => ({ database, list: listState(kind, database, { seen, warehouse: false }) }));
  if (lists.some(({ list }) => list.kind === "asks")) return null;
  return lists.flatMap(({ database, list }) =>
    rowViews(list.kind === "complete" ? list.answers : []).map((row) => ({
      grantee: { type: "DATABASE ROLE", name: displayedName([database, exactly(row.get("name") ?? "")]) } as const,
      owner: row.get("owner") ?? "",
    })),
  );
}

/** The rows of an account-level kind's list, by name; `null` until they are all known. */
function rowsIn(kindName: string, seen: Seen): ReadonlyMap<Identifier, RowView> | null {
  const kind = kindNamed(kindName);
  const list = listState(kind, null, { seen, warehouse: false });
  if (list.kind === "asks") return null;
  const answers = list.kind === "complete" ? list.answers : [];
  return new Map(rowViews(answers).map((row) => [exactly(row.get("name") ?? ""), row]));
}
