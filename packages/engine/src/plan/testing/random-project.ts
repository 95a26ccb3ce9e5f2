import type { AnyObject, Desired, Grant } from "@snowtower/kinds";
import fc from "fast-check";
import { grant, projectOf, role, table, thing, view } from "./sample-account.ts";

const ROLES = ["R1", "R2", "R3", "R4"];
const DATABASES = ["D1", "D2"];
const SCHEMAS = ["S1", "PUBLIC"];
const TABLES = ["T1", "T2", "T3"];
const VIEWS = ["V1", "V2"];

const everyRole = ROLES.map(role);

/** Names of what random projects are made of, from the account inwards. */
const schemas = DATABASES.flatMap((database) => SCHEMAS.map((schema) => `${database}.${schema}`));
const tables = schemas.flatMap((schema) => TABLES.map((name) => `${schema}.${name}`));
const views = schemas.flatMap((schema) => VIEWS.map((name) => `${schema}.${name}`));

const aTable = fc.record({
  name: fc.constantFrom(...tables),
  refersTo: fc.subarray(tables, { maxLength: 2 }),
  comment: fc.constantFrom("a", "b"),
  days: fc.constantFrom(1, 7),
});
const aView = fc.record({ name: fc.constantFrom(...views), names: fc.subarray([...tables, ...views], { minLength: 1, maxLength: 3 }) });
const aGrant = fc.oneof(
  fc.record({ privilege: fc.constantFrom("SELECT", "INSERT"), on: fc.constantFrom(...tables.map((name) => `TABLE ${name}`)), to: fc.constantFrom(...ROLES) }),
  fc.record({ privilege: fc.constantFrom("USAGE", "MONITOR"), on: fc.constantFrom(...schemas.map((name) => `SCHEMA ${name}`)), to: fc.constantFrom(...ROLES) }),
  fc.record({ privilege: fc.constant("USAGE"), on: fc.constantFrom(...DATABASES.map((name) => `DATABASE ${name}`)), to: fc.constantFrom(...ROLES) }),
  fc.record({
    privilege: fc.constantFrom("SELECT", "INSERT"),
    on: fc.constantFrom(...schemas.map((name) => `FUTURE TABLE IN SCHEMA ${name}`), "FUTURE TABLE IN DATABASE D1"),
    to: fc.constantFrom(...ROLES),
  }),
  fc.constantFrom(...ROLES.slice(1).map((name, i) => ({ privilege: "USAGE", on: `ROLE ${name}`, to: ROLES[i] as string }))),
);

/** Ownership of a schema's future objects goes to one role at most. */
const anOwner = fc.record({ schema: fc.constantFrom(...schemas), type: fc.constantFrom("TABLE", "VIEW"), to: fc.constantFrom(...ROLES) });

/** Projects that describe whatever they speak of, strict on everything. */
export const randomProject: fc.Arbitrary<Desired> = fc
  .record({
    roles: fc.subarray(ROLES, { minLength: 1 }),
    schemas: fc.subarray(schemas),
    tables: fc.uniqueArray(aTable, { selector: ({ name }) => name, maxLength: 6 }),
    views: fc.uniqueArray(aView, { selector: ({ name }) => name, maxLength: 4 }),
    grants: fc.array(aGrant, { maxLength: 12 }),
    owners: fc.uniqueArray(anOwner, { selector: ({ schema, type }) => schema + type, maxLength: 2 }),
  })
  .map((parts) => {
    const databases = [...new Set(parts.schemas.map((name) => name.split(".")[0] as string))];
    const isHeld = (name: string): boolean => parts.schemas.some((schema) => name.startsWith(`${schema}.`));
    const described = parts.tables.filter(({ name }) => isHeld(name));
    const there = new Set(described.map(({ name }) => name));
    const objects: AnyObject[] = [
      ...parts.roles.map((name) => thing("role", name)),
      ...databases.map((name) => thing("database", name)),
      ...parts.schemas.map((name) => thing("schema", name, { is_transient: false, managed_access: false })),
      ...described.map(({ name, refersTo, comment, days }) =>
        table(
          name,
          refersTo.filter((ref) => ref !== name && there.has(ref)),
          { comment, retention_time: days },
        ),
      ),
      ...parts.views
        .filter(({ name }) => isHeld(name))
        .map(({ name, names }) => view(name, `SELECT 1 FROM ${names.filter((each) => each !== name).join(", ")}`)),
    ];
    const ids = new Set(objects.map((object) => object.id.replace(/^[a-z]+:/, "")));
    const stands = (each: Grant): boolean => each.on.kind === "account" || (ids.has(each.on.name) && ids.has(each.to.name));
    const owners = parts.owners.map(({ schema, type, to }) => grant("OWNERSHIP", `FUTURE ${type} IN SCHEMA ${schema}`, to));
    const membership = parts.roles.map((name) => grant("USAGE", `ROLE ${name}`, "ADMIN"));
    const grants = [...parts.grants.map(({ privilege, on, to }) => grant(privilege, on, to)), ...owners].filter(stands);
    return projectOf({ objects, grants: [...grants, ...membership], mode: "strict", strict: everyRole, additive: [role("ADMIN")] });
  });
