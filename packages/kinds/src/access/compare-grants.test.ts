import { exactly } from "@snowtower/sql";
import { describe, expect, it } from "vitest";
import { type CompareGrantsInput, compareGrants } from "./compare-grants.ts";
import { type Grant, type Grantee, GrantSet, type GrantTarget } from "./grant.ts";
import type { Securable } from "./securable.ts";

const R: Grantee = { type: "ROLE", name: "R" };
const U: Grantee = { type: "ROLE", name: "U__U_ROLE" };
const grant = (privilege: string, on: GrantTarget, more: Partial<Grant> = {}): Grant => ({ privilege, on, to: R, option: false, ...more });
const on = (type: string, name: string): GrantTarget => ({ kind: "object", type, name });
const inSchema = (type: string, name = "D.S"): GrantTarget => ({ kind: "future", type, in: "SCHEMA", name });
const table = (name: string, owner?: string): Securable => ({
  type: "TABLE",
  name: `D.S.${name}`,
  database: "D",
  schema: "D.S",
  ...(owner === undefined ? {} : { owner }),
});

const compared = (from: readonly Grant[], wanted: readonly Grant[], more: Partial<CompareGrantsInput> = {}) =>
  compareGrants({ from: new GrantSet(from), wanted, existing: [], strict: new Set(["ROLE|R"]), ...more });
const changes = (...args: Parameters<typeof compared>): string[] =>
  compared(...args).changes.map(({ from, to }) => {
    const { privilege, on: target } = (to ?? from) as Grant;
    const name = target.kind === "account" ? "account" : target.name;
    return `${from === null ? "+" : to === null ? "-" : `${from.option}>${to.option}`} ${privilege} ${name}`;
  });

describe("comparing grants", () => {
  const select = grant("SELECT", on("TABLE", "D.S.T"));
  const insert = grant("INSERT", on("TABLE", "D.S.T"));

  it("gives what is missing and revokes what nobody wants", () => {
    expect(changes([insert], [select])).toEqual(["- INSERT D.S.T", "+ SELECT D.S.T"]);
    expect(changes([select], [select])).toEqual([]);
  });

  it("revokes from those only of whom all is described", () => {
    expect(changes([insert], [select], { strict: new Set() })).toEqual(["+ SELECT D.S.T"]);
  });

  it("revokes from a user's role the roles only", () => {
    const from = [grant("USAGE", on("ROLE", "OLD"), { to: U }), grant("SELECT", on("TABLE", "D.S.T"), { to: U })];
    expect(changes(from, [], { strictMembers: new Set(["ROLE|U__U_ROLE"]) })).toEqual(["- USAGE OLD"]);
  });

  it("leaves what Snowflake itself granted", () => {
    expect(changes([{ ...insert, by: null }], [])).toEqual([]);
    expect(changes([{ ...insert, by: exactly("ADMIN") }], [])).toEqual(["- INSERT D.S.T"]);
  });

  it("leaves what a wanted future grant explains, and revokes future grants that nobody wants", () => {
    expect(changes([select, grant("SELECT", inSchema("TABLE"))], [grant("SELECT", inSchema("TABLE"))])).toEqual([]);
    expect(changes([select, grant("SELECT", inSchema("TABLE"))], [])).toEqual(["- SELECT D.S.T", "- SELECT D.S"]);
  });

  it("knows a shared database's privilege by the USAGE that it shows as", () => {
    const wanted = [grant("IMPORTED PRIVILEGES", on("DATABASE", "SNOWFLAKE"))];
    expect(changes([], wanted)).toEqual(["+ IMPORTED PRIVILEGES SNOWFLAKE"]);
    const shown = [grant("USAGE", on("DATABASE", "SNOWFLAKE")), grant("SELECT", on("VIEW", "SNOWFLAKE.ACCOUNT_USAGE.USERS"))];
    expect(changes(shown, wanted)).toEqual([]);
    expect(changes([...shown, grant("USAGE", on("DATABASE", "D"))], wanted)).toEqual(["- USAGE D"]);
  });

  it("leaves a database role the USAGE that it was made with", () => {
    const to: Grantee = { type: "DATABASE ROLE", name: "D.READER" };
    const from = [grant("USAGE", on("DATABASE", "D"), { to }), grant("USAGE", on("DATABASE", "E"), { to })];
    expect(changes(from, [], { strict: new Set(["DATABASE ROLE|D.READER"]) })).toEqual(["- USAGE E"]);
  });

  it("changes the grant option: gives it to anyone, takes it from those of whom all is described", () => {
    expect(changes([select], [{ ...select, option: true }], { strict: new Set() })).toEqual(["false>true SELECT D.S.T"]);
    expect(changes([{ ...select, option: true }], [select])).toEqual(["true>false SELECT D.S.T"]);
    expect(changes([{ ...select, option: true }], [select], { strict: new Set() })).toEqual([]);
  });
});

describe("a new future grant", () => {
  const future = grant("SELECT", inSchema("TABLE"));
  const backfill = (from: readonly Grant[], wanted: readonly Grant[], existing: readonly Securable[], refresh = false) =>
    compared(from, wanted, { existing, refresh }).backfill.map((b) => ({
      all: b.all,
      missing: b.missing.map((g) => (g.on.kind === "object" ? g.on.name : "")),
    }));

  it("is given on all that is there", () => {
    expect(backfill([], [future], [table("B"), table("A")])).toEqual([{ all: true, missing: ["D.S.A", "D.S.B"] }]);
  });

  it("is given one by one where some have it, where the role owns some, and where Snowflake knows no ALL", () => {
    expect(backfill([grant("SELECT", on("TABLE", "D.S.A"))], [future], [table("A"), table("B")])).toEqual([{ all: false, missing: ["D.S.B"] }]);
    expect(backfill([], [future], [table("A", "R"), table("B")])).toEqual([{ all: false, missing: ["D.S.B"] }]);
    const pipe: Securable = { type: "PIPE", name: "D.S.P", database: "D", schema: "D.S" };
    expect(backfill([], [grant("MONITOR", inSchema("PIPE"))], [pipe])).toEqual([{ all: false, missing: ["D.S.P"] }]);
  });

  it("is not given again later, unless it is asked for", () => {
    expect(backfill([future], [future], [table("A")])).toEqual([]);
    expect(backfill([future], [future], [table("A")], true)).toEqual([{ all: true, missing: ["D.S.A"] }]);
  });

  it("is not given where another role's future grant of the schema hides it", () => {
    const wide: Grant = { ...future, on: { kind: "future", type: "TABLE", in: "DATABASE", name: "D" } };
    const others = grant("INSERT", inSchema("TABLE"), { to: { type: "ROLE", name: "OTHER" } });
    expect(backfill([], [wide], [table("A")])).toEqual([{ all: true, missing: ["D.S.A"] }]);
    expect(backfill([others], [wide], [table("A")])).toEqual([]);
  });

  it("of OWNERSHIP names the objects that belong to another role", () => {
    const ownership = grant("OWNERSHIP", inSchema("TABLE"));
    const { owners, backfill: none } = compared([], [ownership], { existing: [table("A", "R"), table("B", "ADMIN"), table("C")] });
    expect(owners).toEqual([{ object: table("B", "ADMIN"), future: ownership, fresh: true }]);
    expect(none).toEqual([]);
  });
});
