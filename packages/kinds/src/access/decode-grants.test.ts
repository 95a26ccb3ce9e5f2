import { displayed, exactly } from "@snowtower/sql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idOf } from "../object-id.ts";
import type { RowView } from "../rows.ts";
import { decodeGrants } from "./decode-grants.ts";
import type { Grant, Grantee } from "./grant.ts";
import { renderGrants } from "./render-grant.ts";

const R: Grantee = { type: "ROLE", name: "R" };
const row = (cells: { readonly [column: string]: string | null }): RowView => ({ get: (column) => cells[column] });
const granted = (privilege: string, on: string, name: string, more: { readonly [column: string]: string } = {}): RowView =>
  row({ privilege, granted_on: on, name, granted_to: "ROLE", grantee_name: "R", grant_option: "false", granted_by: "ADMIN", ...more });
const shown = ({ privilege, on, option, by }: Grant): string =>
  `${privilege} ${on.kind === "account" ? "account" : on.kind === "object" ? `${on.type} ${on.name}` : `future ${on.type} ${on.in} ${on.name}`}${option ? " *" : ""}${by === null ? " !" : ""}`;
const decoded = (rows: readonly RowView[], to = R, future = false): string[] => decodeGrants(rows, to, { future }).grants.map(shown);

describe("rows of SHOW GRANTS TO ROLE", () => {
  it.each([
    [granted("SELECT", "TABLE", "DB.SC.T"), "SELECT TABLE DB.SC.T"],
    [granted("SELECT", "TABLE", 'DB.SC."my table"'), 'SELECT TABLE DB.SC."my table"'],
    [granted("SELECT", "EXTERNAL_TABLE", "DB.SC.T"), "SELECT EXTERNAL TABLE DB.SC.T"],
    [granted("USAGE", "FILE_FORMAT", "DB.SC.FF"), "USAGE FILE FORMAT DB.SC.FF"],
    [granted("USAGE", "VOLUME", "VOL"), "USAGE EXTERNAL VOLUME VOL"],
    [granted("CREATE WAREHOUSE", "ACCOUNT", "DEMOENV"), "CREATE WAREHOUSE account"],
    [granted("USAGE", "ROLE", "ANALYST"), "USAGE ROLE ANALYST"],
    [granted("USAGE", "ROLE", '"lower"'), 'USAGE ROLE "lower"'],
    [granted("USAGE", "ROLE", "lower"), 'USAGE ROLE "lower"'],
    [granted("MONITOR", "USER", "joe@example.com"), 'MONITOR USER "joe@example.com"'],
    [granted("USAGE", "DATABASE_ROLE", "SNOWFLAKE.OBJECT_VIEWER"), "USAGE DATABASE ROLE SNOWFLAKE.OBJECT_VIEWER"],
    [granted("USAGE", "DATABASE_ROLE", "ALERT_VIEWER", { granted_by: "" }), "USAGE DATABASE ROLE ALERT_VIEWER !"],
    [granted("OPERATE", "WAREHOUSE", "W", { grant_option: "true" }), "OPERATE WAREHOUSE W *"],
    [granted("USAGE", "FUNCTION", 'DB.SC."F(A VARCHAR, B NUMBER):VARCHAR(16777216)"'), "USAGE FUNCTION DB.SC.F(VARCHAR, NUMBER)"],
    [granted("USAGE", "FUNCTION", 'DB.SC."F(NUMBER(38,0), DEFAULT DOUBLE PRECISION):TABLE: (X NUMBER)"'), "USAGE FUNCTION DB.SC.F(NUMBER, FLOAT)"],
    [granted("USAGE", "PROCEDURE", 'DB.SC."P():VARCHAR(16777216)"'), "USAGE PROCEDURE DB.SC.P()"],
    [granted("USAGE", "EXTERNAL_FUNCTION", 'DB.SC."lower(X TIMESTAMP_NTZ(9)):VARIANT"'), 'USAGE FUNCTION DB.SC."lower"(TIMESTAMP_NTZ)'],
  ])("%#", (given, expected) => {
    expect(decoded([given])).toEqual([expected]);
  });

  it("tell what is owned, and leave out what search optimization seems to make", () => {
    const rows = [granted("OWNERSHIP", "TABLE", "DB.SC.T"), granted("SELECT", "MATERIALIZED_VIEW", 'DB.SC."ABC_IDX_MV_"')];
    expect(decodeGrants(rows, R, { future: false })).toEqual({ grants: [], owned: ["TABLE|DB.SC.T"], unreadable: [] });
  });

  it("tell what they cannot understand, once", () => {
    const rows = [
      granted("USAGE", "TELEPORTER", "X"),
      granted("USAGE", "TELEPORTER", "Y"),
      granted("SELECT", "TABLE", "DB.T"),
      granted("USAGE", "FUNCTION", "DB.SC.F"),
      row({}),
    ];
    expect(decodeGrants(rows, R, { future: false })).toEqual({
      grants: [],
      owned: [],
      unreadable: [
        "grants on a TELEPORTER are not known here, so they are left alone",
        "not a name of a TABLE: DB.T",
        "not a name of a FUNCTION: DB.SC.F",
        "a row of SHOW GRANTS names no privilege or no type",
      ],
    });
  });
});

describe("rows of the other forms", () => {
  it("of SHOW FUTURE GRANTS name the container", () => {
    const future = (on: string, name: string): RowView =>
      row({ privilege: "SELECT", grant_on: on, name, grant_to: "ROLE", grantee_name: "R", grant_option: "false" });
    expect(
      decoded([future("TABLE", "SALES.PUBLIC.<TABLE>"), future("SCHEMA", "SALES.<SCHEMA>"), future("FILE_FORMAT", '"a.b"."c".<FILE_FORMAT>')], R, true),
    ).toEqual(["SELECT future TABLE SCHEMA SALES.PUBLIC", "SELECT future SCHEMA DATABASE SALES", 'SELECT future FILE FORMAT SCHEMA "a.b"."c"']);
    expect(decodeGrants([future("TABLE", "<TABLE>")], R, { future: true }).unreadable).toEqual(["not the container of a future grant: <TABLE>"]);
  });

  it("of SHOW GRANTS TO USER name roles in a column of their own, today and as it was", () => {
    const user: Grantee = { type: "USER", name: "U" };
    const rows = [
      row({ role: "ANALYST", granted_to: "USER", grantee_name: "U", granted_by: "ADMIN" }),
      row({
        privilege: "USAGE",
        granted_on: "ROLE",
        name: "LOADER",
        role: "LOADER",
        granted_to: "USER",
        grantee_name: "U",
        grant_option: "false",
        granted_by: "ADMIN",
      }),
      row({
        privilege: "SELECT",
        granted_on: "TABLE",
        name: "DB.SC.T",
        role: null,
        granted_to: "USER",
        grantee_name: "U",
        grant_option: "false",
        granted_by: "ADMIN",
      }),
    ];
    expect(decoded(rows, user)).toEqual(["USAGE ROLE ANALYST", "USAGE ROLE LOADER", "SELECT TABLE DB.SC.T"]);
  });
});

describe("a grant", () => {
  it("reads back from the row that its object shows as, and writes the same statement", () => {
    const name = fc.string({ unit: fc.constantFrom(...'ABa_1$ ."'.split("")), minLength: 1, maxLength: 5 }).map(exactly);
    const types = fc.array(fc.constantFrom("VARCHAR", "NUMBER", "FLOAT", "TIMESTAMP_NTZ", "VARIANT"), { maxLength: 3 });
    fc.assert(
      fc.property(fc.tuple(name, name, name), fc.option(types, { nil: undefined }), ([db, sc, n], args) => {
        // A function whose name has a parenthesis or starts with a quote cannot be told from its signature; the alphabet has none of the first.
        fc.pre(args === undefined || !n.startsWith('"'));
        const type = args === undefined ? "TABLE" : "FUNCTION";
        const grant: Grant = { privilege: "USAGE", on: { kind: "object", type, name: idOf("x", [db, sc, n], args).slice(2) }, to: R, option: false };
        const last = args === undefined ? displayed(n) : `"${`${n}(${args.map((t, i) => `A${i} ${t}`).join(", ")}):VARCHAR`.replaceAll('"', '""')}"`;
        const { grants, unreadable } = decodeGrants([granted("USAGE", type, `${displayed(db)}.${displayed(sc)}.${last}`)], R, { future: false });
        expect(unreadable).toEqual([]);
        expect(grants).toEqual([{ ...grant, by: "ADMIN" }]);
        const change = (to: Grant) => renderGrants([{ kind: "grant", from: null, to }]).text;
        expect(change(grants[0]!)).toBe(change(grant));
      }),
    );
  });
});
