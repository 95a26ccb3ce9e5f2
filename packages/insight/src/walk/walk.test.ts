import { type Attachment, type Change, invert, type ObjectId, type Value } from "@snowtower/kinds";
import { exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { type CatalogParts, catalogOf, grant, grants, thing } from "../testing/sample-catalog.ts";
import type { Finding } from "./finding.ts";
import type { WalkStep } from "./recording.ts";
import { walk } from "./walk.ts";

const objects = [
  thing("database DB"),
  thing("schema DB.SC"),
  thing("table DB.SC.T"),
  ...["A", "B", "TOP"].map((name) => thing(`role ${name}`)),
  thing("user ANNA"),
];
const OPEN = ["USAGE ON DATABASE DB TO A", "USAGE ON SCHEMA DB.SC TO A", "USAGE ON DATABASE DB TO B", "USAGE ON SCHEMA DB.SC TO B"];

const give = (line: string): Change => ({ kind: "grant", from: null, to: grant(line) });
const take = (line: string): Change => ({ kind: "grant", from: grant(line), to: null });
const create = (what: string, owner: string | null = "ADMIN", fields = {}): Change => ({
  kind: "object",
  how: "create",
  from: null,
  to: thing(what, owner, fields),
  fields: [],
});
const drop = (what: string): Change => ({ kind: "object", how: "drop", from: thing(what), to: null, fields: [] });

/** A step for each change, or for a list of them: s1, s2, ... */
function steps(...changes: readonly (Change | readonly Change[])[]): readonly WalkStep[] {
  return changes.map((each, i) => ({ id: `s${i + 1}`, changes: Array.isArray(each) ? each : [each as Change] }));
}

/** `loss s1..s2 ROLE A: SELECT on TABLE DB.SC.T`, with the column behind it and what is inside. */
function lines(parts: CatalogParts, ...changes: readonly (Change | readonly Change[])[]): readonly string[] {
  return walk(catalogOf({ objects, ...parts }), steps(...changes)).findings.map(spoken);
}

function spoken({ kind, step, until, principals, on, also = [], what, column, within }: Finding): string {
  const who = principals.map(({ type, name }) => `${type} ${name}`).join(", ");
  const place = column === undefined || column === null ? "" : `.${column}`;
  return `${kind} ${step}..${until} ${who}: ${what.join()} on ${[on, ...also].map(({ type, name }) => `${type} ${name}`).join(", ")}${place}${within === undefined ? "" : ` and ${within} in it`}`;
}

describe("loss", () => {
  const held = grants(...OPEN, "SELECT ON TABLE DB.SC.T TO A", "ROLE A TO USER ANNA", "ROLE B TO USER ANNA");

  test("is an access that is there before and after, and not meanwhile", () => {
    expect(lines({ grants: held }, take("SELECT ON TABLE DB.SC.T TO A"), give("SELECT ON TABLE DB.SC.T TO B"))).toEqual([
      "loss s1..s2 USER ANNA: SELECT on TABLE DB.SC.T",
    ]);
  });

  test("is none for who holds both roles, if the one is given before the other is taken", () => {
    expect(lines({ grants: held }, give("SELECT ON TABLE DB.SC.T TO B"), take("SELECT ON TABLE DB.SC.T TO A"))).toEqual([]);
  });

  test("is told of roles that no user holds, and of the lowest", () => {
    const unheld = grants(...OPEN, "SELECT ON TABLE DB.SC.T TO A", "ROLE A TO TOP", "ROLE B TO TOP");
    const [revoke, again] = [take("SELECT ON TABLE DB.SC.T TO A"), give("SELECT ON TABLE DB.SC.T TO A")];
    expect(lines({ grants: unheld }, revoke, again)).toEqual(["loss s1..s2 ROLE A: SELECT on TABLE DB.SC.T"]);
    expect(lines({ grants: unheld }, revoke, give("SELECT ON TABLE DB.SC.T TO B"))).toEqual(["loss s1..s2 ROLE TOP: SELECT on TABLE DB.SC.T"]);
  });

  test("of what a closed schema holds is counted on the schema", () => {
    const more = [...objects, thing("table DB.SC.U")];
    const all = grants(
      "USAGE ON DATABASE DB TO A",
      "USAGE ON SCHEMA DB.SC TO A",
      "SELECT ON TABLE DB.SC.T TO A",
      "SELECT ON TABLE DB.SC.U TO A",
      "MONITOR ON DATABASE DB TO A",
    );
    expect(lines({ objects: more, grants: all }, take("USAGE ON SCHEMA DB.SC TO A"), give("USAGE ON SCHEMA DB.SC TO A"))).toEqual([
      "loss s1..s2 ROLE A: USAGE on SCHEMA DB.SC and 2 in it",
    ]);
    // The database stays open by another privilege.
    expect(lines({ objects: more, grants: all }, take("USAGE ON DATABASE DB TO A"), give("USAGE ON DATABASE DB TO A"))).toEqual([
      "loss s1..s2 ROLE A: USAGE on DATABASE DB",
    ]);
  });

  test("of objects with the same fate is told once", () => {
    const more = [...objects, thing("table DB.SC.U"), thing("table DB.SC.V")];
    const all = grants(
      ...OPEN,
      ...["T", "U", "V"].map((name) => `SELECT ON TABLE DB.SC.${name} TO B`),
      "INSERT ON TABLE DB.SC.V TO B",
      "ROLE A TO USER ANNA",
      "ROLE B TO USER ANNA",
    );
    expect(lines({ objects: more, grants: all }, take("ROLE B TO USER ANNA"), give("ROLE B TO USER ANNA"))).toEqual([
      "loss s1..s2 USER ANNA: USAGE on ROLE B",
      "loss s1..s2 USER ANNA: SELECT on TABLE DB.SC.T, TABLE DB.SC.U",
      "loss s1..s2 USER ANNA: INSERT,SELECT on TABLE DB.SC.V",
    ]);
  });

  test("comes of what is dropped and made again, and takes its grants along", () => {
    expect(lines({ grants: held }, drop("table DB.SC.T"), create("table DB.SC.T", "A"), give("SELECT ON TABLE DB.SC.T TO B"))).toEqual([
      "loss s1..s2 USER ANNA: SELECT on TABLE DB.SC.T",
    ]);
    expect(lines({ grants: held }, drop("table DB.SC.T"), create("table DB.SC.T"), give("SELECT ON TABLE DB.SC.T TO B"))).toContain(
      "loss s1..s3 USER ANNA: SELECT on TABLE DB.SC.T",
    );
  });

  test("a disabled user cannot get in", () => {
    const disabled = (to: boolean): Change => ({
      kind: "object",
      how: "alter",
      from: thing("user ANNA", "ADMIN", { disabled: !to }),
      to: thing("user ANNA", "ADMIN", { disabled: to }),
      fields: ["disabled"],
    });
    expect(lines({ grants: held }, disabled(true), disabled(false))).toEqual([
      "loss s1..s2 USER ANNA: USAGE on ROLE A, ROLE B",
      "loss s1..s2 USER ANNA: USAGE on DATABASE DB and 2 in it",
    ]);
  });
});

describe("exposure", () => {
  test("is an access that is there only meanwhile", () => {
    const unread = grants("USAGE ON DATABASE DB TO A", "SELECT ON TABLE DB.SC.T TO A", "ROLE A TO USER ANNA");
    expect(lines({ grants: unread }, give("USAGE ON SCHEMA DB.SC TO A"), take("SELECT ON TABLE DB.SC.T TO A"))).toEqual([
      "exposure s1..s2 USER ANNA: SELECT on TABLE DB.SC.T",
    ]);
    expect(lines({ grants: unread }, take("SELECT ON TABLE DB.SC.T TO A"), give("USAGE ON SCHEMA DB.SC TO A"))).toEqual([]);
  });

  test("comes of a role that is held too early", () => {
    const early = grants(...OPEN, "SELECT ON TABLE DB.SC.T TO A");
    expect(lines({ grants: early }, give("ROLE A TO USER ANNA"), take("SELECT ON TABLE DB.SC.T TO A"))).toEqual([
      "exposure s1..s2 USER ANNA: SELECT on TABLE DB.SC.T",
    ]);
  });

  test("of everybody is told as PUBLIC's, and of shares", () => {
    const open = grants(
      "USAGE ON DATABASE DB TO PUBLIC",
      "USAGE ON SCHEMA DB.SC TO PUBLIC",
      "USAGE ON DATABASE DB TO SHARE S",
      "USAGE ON SCHEMA DB.SC TO SHARE S",
    );
    expect(lines({ objects: objects.slice(0, 3), grants: open }, give("SELECT ON TABLE DB.SC.T TO PUBLIC"), take("SELECT ON TABLE DB.SC.T TO PUBLIC"))).toEqual(
      ["exposure s1..s2 ROLE PUBLIC: SELECT on TABLE DB.SC.T"],
    );
    expect(lines({ grants: open }, give("SELECT ON TABLE DB.SC.T TO PUBLIC"), take("SELECT ON TABLE DB.SC.T TO PUBLIC"))).toEqual([
      "exposure s1..s2 ROLE PUBLIC: SELECT on TABLE DB.SC.T",
    ]);
    expect(lines({ grants: open }, give("SELECT ON TABLE DB.SC.T TO SHARE S"), take("SELECT ON TABLE DB.SC.T TO SHARE S"))).toEqual([
      "exposure s1..s2 SHARE S: SELECT on TABLE DB.SC.T",
    ]);
  });

  test("is none for the role that makes an object and hands it over, and is one for any other that owns it meanwhile", () => {
    const handed: Change = { kind: "object", how: "alter", from: thing("table DB.SC.N", "A"), to: thing("table DB.SC.N", "B"), fields: [] };
    const madeBy = (as: string): readonly WalkStep[] => [
      { id: "make", as: exactly(as), changes: [create("table DB.SC.N", "A")] },
      { id: "hand over", changes: [handed] },
    ];
    const from = catalogOf({ objects, grants: grants(...OPEN) });
    expect(walk(from, madeBy("A")).findings).toEqual([]);
    expect(walk(from, madeBy("TOP")).findings.map(spoken)).toEqual(["exposure make..hand over ROLE A: OWNERSHIP on TABLE DB.SC.N"]);
    const undescribed: Change = { kind: "object", how: "create", from: null, to: { ...thing("table DB.SC.N"), owner: undefined }, fields: [] };
    const [made, over] = madeBy("A");
    expect(
      walk(from, [{ ...(made as WalkStep), changes: [undescribed] }, over as WalkStep, { id: "back", changes: [invert(handed)] }]).findings.map(spoken),
    ).toEqual(["exposure hand over..back ROLE B: OWNERSHIP on TABLE DB.SC.N"]);
  });

  test("what only gives, and what only takes, exposes nothing", () => {
    const gives = [give("ROLE A TO USER ANNA"), give("SELECT ON TABLE DB.SC.T TO A"), give("USAGE ON SCHEMA DB.SC TO A"), create("table DB.SC.N", "A")];
    expect(lines({}, ...gives)).toEqual([]);
    expect(
      lines({ grants: grants(...OPEN, "SELECT ON TABLE DB.SC.T TO A") }, take("USAGE ON SCHEMA DB.SC TO A"), take("SELECT ON TABLE DB.SC.T TO A")),
    ).toEqual([]);
  });
});

const POLICY = "masking_policy:DB.SC.P" as ObjectId;
const TABLE = "table:DB.SC.T" as ObjectId;
const masked = (what: ObjectId, column = "SSN", on: ObjectId = TABLE): Attachment => ({ what, on, column, arguments: [] });
const attach = (from: Attachment | null, to: Attachment | null): Change => ({ kind: "attachment", from, to });
const policy = (name: string, body: string) =>
  thing(`masking_policy DB.SC.${name}`, "ADMIN", { body, returns: "VARCHAR", arguments: [{ name: "V", type: "VARCHAR" }] });
const columns = (...names: readonly string[]): { readonly columns: Value } => ({ columns: names.map((name) => ({ name, type: "VARCHAR" })) });

describe("protection", () => {
  const readable = [...objects.filter(({ id }) => id !== TABLE), thing("table DB.SC.T", "KEEPER", columns("ID", "SSN")), policy("P", "'***'")];
  const reading = grants(...OPEN, "SELECT ON TABLE DB.SC.T TO A", "ROLE A TO USER ANNA");
  const parts: CatalogParts = { objects: readable, grants: reading, attachments: [masked(POLICY)] };
  const EXPOSED = "exposure s1..s2 USER ANNA: MASKING_POLICY on TABLE DB.SC.T.SSN";

  test("a policy that is taken off and another one set leaves the column open meanwhile", () => {
    const next = policy("Q", "'-'");
    expect(lines({ ...parts, objects: [...readable, next] }, attach(masked(POLICY), null), attach(null, masked(next.id)))).toEqual([EXPOSED]);
    expect(lines({ ...parts, objects: [...readable, next] }, attach(masked(POLICY), masked(next.id)))).toEqual([]);
  });

  test("a policy that takes over the places of another one, and then its name, is none but the last", () => {
    const interim = policy("P__NEW", "'-'");
    const rename: Change = { kind: "object", how: "rename", from: interim, to: policy("P", "'-'"), fields: [] };
    const remade = [
      { kind: "object", how: "create", from: null, to: interim, fields: [] } as Change,
      attach(masked(POLICY), masked(interim.id)),
      drop("masking_policy DB.SC.P"),
      [rename, attach(masked(interim.id), masked(POLICY))],
    ];
    expect(lines(parts, ...remade)).toEqual([]);
  });

  test("a policy that says something else meanwhile exposes, and one that is altered once does not", () => {
    const altered = (from: string, to: string): Change => ({ kind: "object", how: "alter", from: policy("P", from), to: policy("P", to), fields: ["body"] });
    expect(lines(parts, altered("'***'", "V"), altered("V", "'-'"))).toEqual([EXPOSED]);
    expect(lines(parts, altered("'***'", "'-'"))).toEqual([]);
  });

  test("whoever saw the column bare before or sees it so after sees nothing new", () => {
    const bare: CatalogParts = { ...parts, attachments: [] };
    const next = policy("Q", "'-'");
    expect(lines({ ...bare, objects: [...readable, next] }, attach(null, masked(POLICY)), attach(masked(POLICY), masked(next.id)))).toEqual([]);
    expect(lines(parts, attach(masked(POLICY), null), give("INSERT ON TABLE DB.SC.T TO A"))).toEqual([]);
  });

  test("a new table is read before its column is masked", () => {
    const made = create("table DB.SC.N", "KEEPER", columns("SSN"));
    const on = "table:DB.SC.N" as ObjectId;
    expect(lines(parts, [made, give("SELECT ON TABLE DB.SC.N TO A")], attach(null, masked(POLICY, "SSN", on)))).toEqual([
      "exposure s1..s2 USER ANNA: MASKING_POLICY on TABLE DB.SC.N.SSN",
    ]);
    expect(lines(parts, [made, give("SELECT ON TABLE DB.SC.N TO A"), attach(null, masked(POLICY, "SSN", on))])).toEqual([]);
    expect(lines(parts, made, attach(null, masked(POLICY, "SSN", on)), give("SELECT ON TABLE DB.SC.N TO A"))).toEqual([]);
  });

  test("a new column of a table that is read, likewise", () => {
    const from = thing("table DB.SC.T", "ADMIN", columns("ID", "SSN"));
    const added: Change = { kind: "object", how: "alter", from, to: { ...from, fields: columns("ID", "SSN", "TEL") }, fields: ["columns"] };
    expect(lines(parts, added, attach(null, masked(POLICY, "TEL")))).toEqual(["exposure s1..s2 USER ANNA: MASKING_POLICY on TABLE DB.SC.T.TEL"]);
    expect(lines(parts, [added, attach(null, masked(POLICY, "TEL"))])).toEqual([]);
  });

  test("rows are protected like columns, and by nobody's name", () => {
    const rows = { what: "row_access_policy:DB.SC.R" as ObjectId, on: TABLE, arguments: ["ID"] };
    expect(lines({ ...parts, attachments: [rows] }, attach(rows, null), attach(null, rows))).toEqual([
      "exposure s1..s2 USER ANNA: ROW_ACCESS_POLICY on TABLE DB.SC.T",
    ]);
    expect(lines({ ...parts, attachments: [rows] }, attach(rows, { ...rows, arguments: ["SSN"] }), attach({ ...rows, arguments: ["SSN"] }, rows))).toHaveLength(
      1,
    );
  });

  test("a policy comes by a tag as well, also by one of the schema", () => {
    const tag = "tag:DB.SC.PII" as ObjectId;
    const byTag = { what: POLICY, on: tag, arguments: [] };
    const tagged: Attachment = { what: tag, on: "schema:DB.SC" as ObjectId, arguments: ["yes"] };
    const found = lines({ ...parts, attachments: [byTag, tagged] }, attach(tagged, null), attach(null, { ...tagged, arguments: ["again"] }));
    expect(found).toContain(EXPOSED);
  });

  test("who cannot read is not exposed, whatever the protection", () => {
    const unread: CatalogParts = { ...parts, grants: grants(...OPEN, "INSERT ON TABLE DB.SC.T TO A", "ROLE A TO USER ANNA") };
    expect(lines(unread, attach(masked(POLICY), null), attach(null, masked(POLICY)))).toEqual([]);
  });
});

describe("what the findings do not rest on", () => {
  test("is told: whose grants were not read, and who owns what could not be", () => {
    const partly = walk(
      catalogOf({ objects, grants: grants("SELECT ON TABLE DB.SC.T TO A"), coverage: new Set(["grants to ROLE|A"]) }),
      steps(take("SELECT ON TABLE DB.SC.T TO A"), give("SELECT ON TABLE DB.SC.T TO B")),
    );
    expect(partly.coverage.complete).toBe(false);
    expect(partly.coverage.unread.map(({ name }) => name)).toEqual([
      "ACCOUNTADMIN",
      "ADMIN",
      "B",
      "PUBLIC",
      "SECURITYADMIN",
      "SYSADMIN",
      "TOP",
      "USERADMIN",
      "ANNA",
    ]);
    expect(walk(catalogOf({ objects }), steps(give("ROLE A TO USER ANNA"))).coverage.complete).toBe(true);
  });
});
