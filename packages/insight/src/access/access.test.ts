import { describe, expect, test } from "vitest";
import { asRole, asUser, catalogOf, grant, grants, on, thing, who } from "../testing/sample-catalog.ts";
import { Access, type Question } from "./access.ts";
import type { Session } from "./session.ts";

const TABLE = on("TABLE DB.SC.T");
const select: Question = { privilege: "SELECT", on: TABLE };

const objects = [
  thing("database DB"),
  thing("schema DB.SC"),
  thing("table DB.SC.T", "OWNER"),
  thing("warehouse W"),
  ...["ADMIN", "OWNER", "READER", "OPENER"].map((name) => thing(`role ${name}`)),
  thing("user ANNA"),
];
const OPEN = ["USAGE ON DATABASE DB TO OPENER", "USAGE ON SCHEMA DB.SC TO OPENER"];

function access(...lines: readonly string[]): Access {
  return new Access(catalogOf({ objects, grants: grants(...lines) }));
}

function inSession(primary: string, secondary: "ALL" | "NONE"): Session {
  return { kind: "in session", user: who("USER ANNA"), primary: who(primary), secondary };
}

describe("now", () => {
  test("a privilege is of use with some privilege on the database and the schema", () => {
    const closed = access("SELECT ON TABLE DB.SC.T TO READER", "USAGE ON SCHEMA DB.SC TO READER");
    expect(closed.can(asRole("READER"), select).usable).toBe(false);
    const open = access("SELECT ON TABLE DB.SC.T TO READER", "MONITOR ON SCHEMA DB.SC TO READER", "CREATE SCHEMA ON DATABASE DB TO READER");
    expect(open.can(asRole("READER"), select).usable).toBe(true);
  });

  test("a user combines his roles, a role does not", () => {
    const split = access(...OPEN, "SELECT ON TABLE DB.SC.T TO READER", "ROLE OPENER TO USER ANNA", "ROLE READER TO USER ANNA");
    expect(split.can(asUser("ANNA"), select).usable).toBe(true);
    expect(split.can(asRole("READER"), select).usable).toBe(false);
    expect(split.can(inSession("READER", "ALL"), select).usable).toBe(true);
    expect(split.can(inSession("READER", "NONE"), select).usable).toBe(false);
  });

  test("PUBLIC is everybody's, also under a role without grants", () => {
    const open = access("USAGE ON DATABASE DB TO PUBLIC", "USAGE ON SCHEMA DB.SC TO PUBLIC", "SELECT ON TABLE DB.SC.T TO PUBLIC");
    expect(open.can(asRole("READER"), select).usable).toBe(true);
    expect(open.can(asUser("ANNA"), select).why?.access.through).toEqual([who("USER ANNA"), who("PUBLIC")]);
  });

  test("what is granted to the user himself counts with secondary roles ALL only", () => {
    const direct = access(...OPEN, "ROLE OPENER TO USER ANNA", "SELECT ON TABLE DB.SC.T TO USER ANNA");
    expect(direct.can(asUser("ANNA"), select).usable).toBe(true);
    expect(direct.can(inSession("OPENER", "ALL"), select).usable).toBe(true);
    expect(direct.can(inSession("OPENER", "NONE"), select).usable).toBe(false);
  });

  test("CREATE needs all of it in one role that can be primary", () => {
    const create: Question = { privilege: "CREATE TABLE", on: on("SCHEMA DB.SC") };
    const split = access("USAGE ON DATABASE DB TO OPENER", "CREATE TABLE ON SCHEMA DB.SC TO READER", "ROLE OPENER TO USER ANNA", "ROLE READER TO USER ANNA");
    expect(split.can(asUser("ANNA"), create).usable).toBe(false);
    const whole = access("USAGE ON DATABASE DB TO OPENER", "CREATE TABLE ON SCHEMA DB.SC TO READER", "ROLE OPENER TO READER", "ROLE READER TO USER ANNA");
    expect(whole.can(asUser("ANNA"), create).usable).toBe(true);
    expect(whole.can(inSession("OPENER", "ALL"), create).usable).toBe(false);
    expect(whole.can(inSession("READER", "NONE"), create).usable).toBe(true);
  });

  test("an owner has every privilege, but not those of a role he owns", () => {
    const owner = access("USAGE ON DATABASE DB TO OWNER", "USAGE ON SCHEMA DB.SC TO OWNER");
    expect(owner.can(asRole("OWNER"), select).usable).toBe(true);
    expect(owner.privilegesOn(asRole("OWNER"), TABLE)).toEqual(["OWNERSHIP"]);
    expect(owner.can(asRole("ADMIN"), { privilege: "USAGE", on: on("ROLE READER") }).usable).toBe(false);
    expect(owner.can(asRole("ADMIN"), { privilege: "OWNERSHIP", on: on("ROLE READER") }).usable).toBe(true);
  });

  test("MANAGE GRANTS gives no access, MANAGE WAREHOUSES does", () => {
    const managing = access("MANAGE GRANTS ON ACCOUNT TO READER", "MANAGE WAREHOUSES ON ACCOUNT TO READER");
    expect(managing.can(asRole("READER"), select).usable).toBe(false);
    expect(managing.can(asRole("READER"), { privilege: "OPERATE", on: on("WAREHOUSE W") }).usable).toBe(true);
    expect(managing.can(asRole("READER"), { privilege: "USAGE", on: on("WAREHOUSE W") }).usable).toBe(false);
    expect(managing.who({ privilege: "OPERATE", on: on("WAREHOUSE W") }).holders).toEqual([who("ADMIN"), who("READER")]);
  });

  test("a disabled user can do nothing", () => {
    const lines = grants(...OPEN, "SELECT ON TABLE DB.SC.T TO OPENER", "ROLE OPENER TO USER ANNA");
    const disabled = new Access(catalogOf({ objects: [...objects.slice(0, -1), thing("user ANNA", "ADMIN", { disabled: true })], grants: lines }));
    expect(disabled.can(asUser("ANNA"), select).usable).toBe(false);
    expect(disabled.who(select).holders).toEqual([who("OPENER")]);
  });

  test("says by which roles and which grant, and how the containers are open", () => {
    const deep = access(
      ...OPEN,
      "SELECT ON TABLE DB.SC.T TO DATABASE ROLE DB.R",
      "DATABASE ROLE DB.R TO READER",
      "ROLE READER TO OPENER",
      "ROLE OPENER TO USER ANNA",
    );
    expect(deep.can(asUser("ANNA"), select).why).toEqual({
      access: { through: [who("USER ANNA"), who("OPENER"), who("READER"), who("DATABASE ROLE DB.R")], privilege: "SELECT", on: TABLE },
      containers: [
        { through: [who("USER ANNA"), who("OPENER")], privilege: "USAGE", on: on("DATABASE DB") },
        { through: [who("USER ANNA"), who("OPENER")], privilege: "USAGE", on: on("SCHEMA DB.SC") },
      ],
    });
  });

  test("lists everything that somebody can do", () => {
    const all = access(...OPEN, "SELECT ON TABLE DB.SC.T TO OPENER", "INSERT ON TABLE DB.SC.T TO OPENER", "SELECT ON TABLE DB.X.Y TO OPENER");
    expect([...all.holdings(asRole("OPENER"))].map(({ on: { name }, privileges }) => `${name}: ${privileges.join()}`).sort()).toEqual([
      "DB.SC.T: INSERT,SELECT",
      "DB.SC: USAGE",
      "DB: USAGE",
      "OPENER: USAGE",
      "PUBLIC: USAGE",
    ]);
  });
});

describe("who", () => {
  test("finds everybody above, and only those to whom the containers are open", () => {
    const some = access(...OPEN, "SELECT ON TABLE DB.SC.T TO READER", "ROLE OPENER TO USER ANNA", "ROLE READER TO USER ANNA", "ROLE READER TO USER BERT");
    expect(some.who(select).holders).toEqual([who("USER ANNA")]);
  });

  test("a share has no PUBLIC of ours", () => {
    const shared = access("USAGE ON DATABASE DB TO SHARE S", "USAGE ON SCHEMA DB.SC TO PUBLIC", "SELECT ON TABLE DB.SC.T TO SHARE S");
    expect(shared.who(select).holders).toEqual([]);
    expect(access("USAGE ON DATABASE DB TO SHARE S", "USAGE ON SCHEMA DB.SC TO SHARE S", "SELECT ON TABLE DB.SC.T TO SHARE S").who(select).holders).toEqual([
      who("SHARE S"),
    ]);
  });
});

describe("on new objects", () => {
  test("future grants of a schema silence those of its database, for every role", () => {
    const futures = access("SELECT ON FUTURE TABLE IN DATABASE DB TO READER", "INSERT ON FUTURE TABLE IN SCHEMA DB.SC TO OWNER");
    const table = { type: "TABLE", database: "DB", schema: "DB.SC" };
    expect(futures.onNew(asRole("READER"), table)).toMatchObject({ acting: [], silenced: [grant("SELECT ON FUTURE TABLE IN DATABASE DB TO READER")] });
    expect(futures.onNew(asRole("OWNER"), table)).toMatchObject({ acting: [grant("INSERT ON FUTURE TABLE IN SCHEMA DB.SC TO OWNER")], silenced: [] });
    expect(futures.onNew(asRole("READER"), { ...table, schema: "DB.OTHER" }).acting).toHaveLength(1);
    expect(futures.onNew(asRole("READER"), { ...table, type: "VIEW" }).acting).toEqual([]);
    expect(futures.can(asRole("READER"), select).usable).toBe(false);
  });

  test("ownership of a database's future objects does not act in a schema with managed access", () => {
    const managed = new Access(
      catalogOf({ objects: [thing("schema DB.SC", "ADMIN", { managed_access: true })], grants: grants("OWNERSHIP ON FUTURE TABLE IN DATABASE DB TO READER") }),
    );
    expect(managed.onNew(asRole("READER"), { type: "TABLE", database: "DB", schema: "DB.SC" }).acting).toEqual([]);
    expect(managed.onNew(asRole("READER"), { type: "TABLE", database: "DB", schema: "DB.OTHER" }).acting).toHaveLength(1);
    managed.advance([
      { kind: "object", how: "alter", from: thing("schema DB.SC"), to: thing("schema DB.SC", "ADMIN", { managed_access: false }), fields: ["managed_access"] },
    ]);
    expect(managed.onNew(asRole("READER"), { type: "TABLE", database: "DB", schema: "DB.SC" }).acting).toHaveLength(1);
  });
});

describe("ways to more", () => {
  test("are reported apart", () => {
    const managed = new Access(
      catalogOf({
        objects: [...objects.filter(({ id }) => id !== "schema:DB.SC"), thing("schema DB.SC", "OWNER", { managed_access: true })],
        grants: grants(
          "MANAGE GRANTS ON ACCOUNT TO OWNER",
          "USAGE ON DATABASE DB TO OWNER",
          "IMPERSONATE ON USER ANNA TO OWNER",
          "SELECT ON TABLE DB.SC.T TO OWNER WITH GRANT OPTION",
        ),
      }),
    );
    const { escalations } = managed.escalations(asRole("OWNER"));
    expect(escalations.map(({ kind, on: { name } }) => `${kind} ${name}`)).toEqual([
      "acts as user ANNA",
      "grants on DB.SC.T",
      "manages grants ",
      "owns managed schema DB.SC",
    ]);
    expect(managed.escalations(asRole("ADMIN")).escalations.map(({ kind, on: { name } }) => `${kind} ${name}`)).toContain("owns user ANNA");
    expect(managed.escalations(asRole("SECURITYADMIN")).escalations.map(({ kind }) => kind)).toEqual(["manages grants"]);
    expect(managed.escalations(asRole("ACCOUNTADMIN")).escalations.map(({ path }) => path.through.at(-1)?.name)).toEqual(["SECURITYADMIN"]);
  });
});

describe("what was not read", () => {
  const partly = new Access(
    catalogOf({ objects, grants: grants("ROLE READER TO USER ANNA"), coverage: new Set(["grants to USER|ANNA", "grants to ROLE|PUBLIC"]) }),
  );

  test("leaves a no open, and says whose grants are missing", () => {
    expect(partly.can(asUser("ANNA"), select)).toMatchObject({ usable: false, why: null, coverage: { complete: false, unread: [who("READER")] } });
    expect(partly.can(asRole("NOBODY"), select).coverage.unread).toContainEqual(who("NOBODY"));
  });

  test("leaves a yes as it is", () => {
    expect(partly.can(asUser("ANNA"), { privilege: "USAGE", on: on("ROLE READER") })).toMatchObject({ usable: true, coverage: { complete: true } });
  });

  test("an owner that could not be read is told", () => {
    const unowned = new Access(catalogOf({ objects: [{ ...thing("table DB.SC.T"), owner: { $unknown: "hidden" } }], grants: [] }));
    expect(unowned.can(asRole("READER"), select).coverage.unowned).toContainEqual(TABLE);
  });

  test("what is made later is known", () => {
    const made = new Access(catalogOf({ coverage: new Set(["grants to ROLE|PUBLIC"]) }));
    made.advance([{ kind: "object", how: "create", from: null, to: thing("role NEW"), fields: [] }]);
    expect(made.can(asRole("NEW"), { privilege: "MONITOR", on: on("ACCOUNT ") }).coverage.unread).toEqual([]);
  });
});

test("what a session begins with, as far as it is told", () => {
  const told = new Access(
    catalogOf({ objects: [thing("user ANNA", "ADMIN", { default_role: "READER", default_secondary_roles: ["ALL"] }), thing("user BERT", "ADMIN", {})] }),
  );
  expect(told.logIn(who("USER ANNA"))).toEqual({ role: who("READER"), secondary: "ALL" });
  expect(told.logIn(who("USER BERT"))).toEqual({ role: null, secondary: null });
});

test("database roles are owners in their own database", () => {
  const owned = new Access(
    catalogOf({
      objects: [thing("database DB"), thing("schema DB.SC"), thing("table DB.SC.T", "R")],
      grants: grants(...OPEN, "DATABASE ROLE DB.R TO OPENER", "USAGE ON DATABASE DB TO DATABASE ROLE DB.R"),
    }),
  );
  expect(owned.can(asRole("OPENER"), select).why?.access.through).toEqual([who("OPENER"), who("DATABASE ROLE DB.R")]);
});
