import { sql } from "@snowtower/sql";
import { describe, expect, it } from "vitest";
import { sameAttachment } from "../../access/attachment.ts";
import type { AnyObject } from "../../object.ts";
import { idOf, type ObjectId } from "../../object-id.ts";
import type { Answer } from "../../observation.ts";
import { maskingPolicy } from "../../schema/masking-policy.ts";
import { wellDescribed } from "../../testing/describe.ts";
import { decodeAttachments } from "./attachments.ts";

const TABLE = "table:DB.SC.T" as ObjectId;
const POLICY = "masking_policy:DB.SC.P" as ObjectId;

type Row = Readonly<Record<string, string | null>>;

function decoded(form: "policy references" | "tag references", row: Row, objects: readonly AnyObject[] = []) {
  const statement = sql`SELECT 1`;
  const answer: Answer = { key: statement.text, at: "", columns: Object.keys(row), rows: [Object.values(row)] };
  const seen = new Map([[statement.text, answer]]);
  return decodeAttachments(seen, [{ about: TABLE, form, statement }], new Map(objects.map((object) => [object.id, object]))).attachments;
}

const masked: Row = {
  POLICY_DB: "DB",
  POLICY_SCHEMA: "SC",
  POLICY_NAME: "P",
  POLICY_KIND: "MASKING_POLICY",
  REF_DATABASE_NAME: "DB",
  REF_SCHEMA_NAME: "SC",
  REF_ENTITY_NAME: "T",
  REF_ENTITY_DOMAIN: "TABLE",
  REF_COLUMN_NAME: "SSN",
  REF_ARG_COLUMN_NAMES: null,
};

function policyOf(args: { readonly [name: string]: string }): AnyObject {
  return wellDescribed(maskingPolicy, ["DB", "SC", "P"], { arguments: args, returns: "VARCHAR(10)", body: "NULL" });
}

describe("the columns that are passed to a masking policy", () => {
  it("are none where the policy takes no more than the masked one", () => {
    expect(decoded("policy references", masked, [policyOf({ v: "VARCHAR(10)" })])).toEqual([{ what: POLICY, on: TABLE, column: "SSN", arguments: [] }]);
  });

  it.each([["takes more", [policyOf({ v: "VARCHAR(10)", w: "DATE" })]] as const, ["is not known", []] as const])("are untold where it %s", (_case, objects) => {
    const [there] = decoded("policy references", masked, objects);
    expect(there).toEqual({ what: POLICY, on: TABLE, column: "SSN", arguments: [], untold: true });
    expect(there !== undefined && sameAttachment(there, { what: POLICY, on: TABLE, column: "SSN", arguments: ["W"] })).toBe(true);
  });
});

describe("a tag", () => {
  const tagged: Row = {
    TAG_DATABASE: "DB",
    TAG_SCHEMA: "SC",
    TAG_NAME: "G",
    TAG_VALUE: "x",
    LEVEL: "TABLE",
    DOMAIN: "TABLE",
    COLUMN_NAME: null,
    APPLY_METHOD: "MANUAL",
  };

  it("that somebody set is an attachment", () => {
    expect(decoded("tag references", tagged)).toEqual([{ what: idOf("tag", ["DB", "SC", "G"] as never), on: TABLE, arguments: ["x"] }]);
  });

  it.each([{ APPLY_METHOD: "PROPAGATED" }, { APPLY_METHOD: "CLASSIFIED" }, { LEVEL: "SCHEMA", APPLY_METHOD: "INHERITED" }])(
    "that comes by itself is none: %j",
    (how) => {
      expect(decoded("tag references", { ...tagged, ...how })).toEqual([]);
    },
  );
});
