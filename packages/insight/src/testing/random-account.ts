import { type Catalog, type Change, type Grant, idOf, kindNamed, type ObjectChange, signature } from "@snowtower/kinds";
import { exactly, nameOf } from "@snowtower/sql";
import fc from "fast-check";
import type { Target } from "../target.ts";
import { afterChange } from "./after-change.ts";
import { catalogOf, grant, on, thing } from "./sample-catalog.ts";

// A small account in which everything meets everything: so small that who can do what is written down by hand, and so that random changes matter.

const ROLES = ["R1", "R2", "R3", "R4"];
const USERS = ["U1", "U2", "U3"];
const DATABASE_ROLES = ["D.X", "D.Y"];
const TABLES = ["D.S.A", "D.S.B", "D.T.A"];

const containers = ["DATABASE D", "SCHEMA D.S", "SCHEMA D.T"];
const tables = TABLES.map((name) => `TABLE ${name}`);
const grantees = [...ROLES, "PUBLIC", ...USERS.map((name) => `USER ${name}`), ...DATABASE_ROLES.map((name) => `DATABASE ROLE ${name}`), "SHARE H"];

/** A role holds later ones only, so that there is no circle. */
const memberships = [
  ...ROLES.flatMap((below, i) => ROLES.slice(0, i).map((above) => `ROLE ${below} TO ${above}`)),
  ...ROLES.flatMap((role) => USERS.map((user) => `ROLE ${role} TO USER ${user}`)),
  ...DATABASE_ROLES.flatMap((role) => [...ROLES, "PUBLIC", "USER U1", "SHARE H"].map((holder) => `DATABASE ROLE ${role} TO ${holder}`)),
  "DATABASE ROLE D.Y TO DATABASE ROLE D.X",
  "ROLE R4 TO PUBLIC",
];

const aGrant: fc.Arbitrary<string> = fc.oneof(
  fc.record({ p: fc.constantFrom("SELECT", "INSERT"), o: fc.constantFrom(...tables), t: fc.constantFrom(...grantees) }).map(spoken),
  fc.record({ p: fc.constantFrom("USAGE", "MONITOR"), o: fc.constantFrom(...containers), t: fc.constantFrom(...grantees) }).map(spoken),
  fc.record({ p: fc.constantFrom("USAGE", "OPERATE"), o: fc.constant("WAREHOUSE W"), t: fc.constantFrom(...grantees) }).map(spoken),
  fc.record({ p: fc.constant("CREATE TABLE"), o: fc.constantFrom("SCHEMA D.S", "SCHEMA D.T"), t: fc.constantFrom(...ROLES, "PUBLIC") }).map(spoken),
  fc.record({ p: fc.constantFrom("MANAGE WAREHOUSES", "MANAGE GRANTS"), o: fc.constant("ACCOUNT"), t: fc.constantFrom(...grantees) }).map(spoken),
  fc.constantFrom(...memberships),
);

function spoken({ p, o, t }: { readonly p: string; readonly o: string; readonly t: string }): string {
  return `${p} ON ${o} TO ${t}`;
}

/** Objects, each with an owner of these. */
const owned = ["database D", "schema D.S", "schema D.T", "table D.S.A", "table D.S.B", "table D.T.A", "warehouse W", "role R1", "user U1"];
const unowned = [...ROLES.slice(1).map((name) => `role ${name}`), ...USERS.slice(1).map((name) => `user ${name}`)];

export const randomCatalog: fc.Arbitrary<Catalog> = fc
  .record({
    owners: fc.array(fc.constantFrom(...ROLES, "PUBLIC", null), { minLength: owned.length, maxLength: owned.length }),
    grants: fc.uniqueArray(aGrant, { maxLength: 24 }),
    disabled: fc.boolean(),
  })
  .map(({ owners, grants, disabled }) =>
    catalogOf({
      objects: [...owned.map((what, i) => thing(what, owners[i] ?? null, what === "user U1" ? { disabled } : {})), ...unowned.map((what) => thing(what, null))],
      grants: grants.map(grant),
    }),
  );

/** What may happen, said without knowing in what state it meets the account. */
type Happening =
  | { readonly kind: "toggle"; readonly grant: string; readonly option: boolean }
  | { readonly kind: "own"; readonly what: string; readonly owner: string }
  | { readonly kind: "disable" }
  | { readonly kind: "drop or create"; readonly what: string }
  | { readonly kind: "rename" };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("toggle" as const), grant: aGrant, option: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("own" as const), what: fc.constantFrom(...owned), owner: fc.constantFrom(...ROLES) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("disable" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("drop or create" as const), what: fc.constantFrom("table D.S.A", "schema D.T", "role R2", "user U2") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const) }) },
);

export const randomHappenings: fc.Arbitrary<readonly Happening[]> = fc.array(happening, { minLength: 1, maxLength: 10 });

/** What each comes to, in the state that the ones before have left. */
export function changesOf(catalog: Catalog, happenings: readonly Happening[]): readonly Change[] {
  let now = catalog;
  return happenings.flatMap((each) => {
    const change = changeOf(now, each);
    if (change !== null) now = afterChange(now, change);
    return change === null ? [] : [change];
  });
}

function changeOf(now: Catalog, happens: Happening): Change | null {
  switch (happens.kind) {
    case "toggle": {
      const wanted: Grant = { ...grant(happens.grant), option: happens.option };
      if (!areThere(now, wanted)) return null;
      const from = now.grants.get(wanted) ?? null;
      return { kind: "grant", from, to: from === null || from.option !== wanted.option ? wanted : null };
    }
    case "own": {
      const from = now.objects.get(thing(happens.what).id);
      const isOwnerThere = now.objects.has(thing(`role ${happens.owner}`).id);
      return from === undefined || !isOwnerThere ? null : altered({ from, to: { ...from, owner: exactly(happens.owner) } });
    }
    case "disable": {
      const from = now.objects.get(thing("user U1").id);
      return from === undefined ? null : altered({ from, to: { ...from, fields: { disabled: from.fields.disabled !== true } } }, ["disabled"]);
    }
    case "drop or create": {
      const from = now.objects.get(thing(happens.what).id) ?? null;
      return { kind: "object", how: from === null ? "create" : "drop", from, to: from === null ? thing(happens.what, "R3") : null, fields: [] };
    }
    case "rename":
      return renaming(now);
    default:
      return happens satisfies never;
  }
}

/** Nothing is granted on what was dropped, and to nobody who was. */
function areThere({ objects }: Catalog, { on, to }: Grant): boolean {
  const ends = [to, ...(on.kind === "object" ? [on] : [])];
  const names = [...objects.values()].map((each) => `${kindNamed(each.kind).label}|${signature(each.name)}`);
  return ends.every(({ type, name }) => ["DATABASE ROLE", "SHARE"].includes(type) || name === "PUBLIC" || names.includes(`${type}|${name}`));
}

function altered({ from, to }: Pick<ObjectChange, "from" | "to">, fields: readonly string[] = []): Change {
  return { kind: "object", how: "alter", from, to, fields };
}

/** D.S.B to D.S.C, or back. */
function renaming({ objects }: Catalog): Change | null {
  const [b, c] = [thing("table D.S.B"), thing("table D.S.C")];
  const from = objects.get(b.id) ?? objects.get(c.id);
  if (from === undefined) return null;
  const name = from.id === b.id ? nameOf("D", "S", "C") : b.name;
  return { kind: "object", how: "rename", from, to: { ...from, id: idOf("table", name), name }, fields: [] };
}

/** Everybody and everything that could be asked about. */
export const everybody = grantees;

/** Stands for all that an owner alone can create: nobody is ever granted it. */
export const OWNERS_CREATE = "CREATE VIEW";

export const everything: readonly { readonly privilege: string; readonly on: Target }[] = [
  ...[...tables, "TABLE D.S.C"].flatMap((table) => ["SELECT", "INSERT", "OWNERSHIP"].map((privilege) => ({ privilege, on: on(table) }))),
  ...containers.flatMap((container) => ["USAGE", "MONITOR", "OWNERSHIP"].map((privilege) => ({ privilege, on: on(container) }))),
  ...["USAGE", "OPERATE", "OWNERSHIP"].map((privilege) => ({ privilege, on: on("WAREHOUSE W") })),
  ...["SCHEMA D.S", "SCHEMA D.T"].flatMap((schema) => ["CREATE TABLE", OWNERS_CREATE].map((privilege) => ({ privilege, on: on(schema) }))),
  ...ROLES.flatMap((name) => ["USAGE", "OWNERSHIP"].map((privilege) => ({ privilege, on: on(`ROLE ${name}`) }))),
  ...DATABASE_ROLES.map((name) => ({ privilege: "USAGE", on: on(`DATABASE ROLE ${name}`) })),
  { privilege: "MANAGE GRANTS", on: on("ACCOUNT ") },
];
