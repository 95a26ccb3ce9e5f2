import { type AnyObject, type Attachment, type Catalog, type Change, type ObjectId, sameAttachment } from "@snowtower/kinds";
import { samples } from "@snowtower/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { afterChange } from "../testing/after-change.ts";
import { plainly } from "../testing/plain-access.ts";
import { prefixes } from "../testing/plain-walk.ts";
import { catalogOf, grant, on, thing, who } from "../testing/sample-catalog.ts";
import type { WalkStep } from "./recording.ts";
import { walk } from "./walk.ts";

const TABLE = "table:D.S.A" as ObjectId;
const TAG = "tag:D.S.PII" as ObjectId;
const COLUMNS = ["X", "Y"];
const POLICIES = ["P", "Q"];
const BODIES = ["'a'", "'b'"];
const READERS = ["R1", "R2"].map((name) => who(name));

const policy = (name: string, body: string): AnyObject => thing(`masking_policy D.S.${name}`, null, { body, returns: "VARCHAR" });
const table = (columns: readonly string[]): AnyObject => thing("table D.S.A", null, { columns: columns.map((name) => ({ name, type: "VARCHAR" })) });
const idOfPolicy = (name: string): ObjectId => policy(name, "").id;

type Happening =
  | { readonly kind: "set"; readonly policy: string | null; readonly column: string }
  | { readonly kind: "tag"; readonly column: string; readonly on: boolean }
  | { readonly kind: "body"; readonly policy: string; readonly body: string }
  | { readonly kind: "columns"; readonly names: readonly string[] }
  | { readonly kind: "grant"; readonly to: string };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), policy: fc.constantFrom(...POLICIES, null), column: fc.constantFrom(...COLUMNS) }),
  fc.record({ kind: fc.constant("tag" as const), column: fc.constantFrom(...COLUMNS), on: fc.boolean() }),
  fc.record({ kind: fc.constant("body" as const), policy: fc.constantFrom(...POLICIES), body: fc.constantFrom(...BODIES) }),
  fc.record({ kind: fc.constant("columns" as const), names: fc.subarray(COLUMNS, { minLength: 1 }) }),
  fc.record({ kind: fc.constant("grant" as const), to: fc.constantFrom("R1", "R2") }),
);

function changeOf(now: Catalog, each: Happening): Change | null {
  if (each.kind === "grant") {
    const wanted = grant(`SELECT ON TABLE D.S.A TO ${each.to}`);
    return now.grants.has(wanted) ? { kind: "grant", from: wanted, to: null } : { kind: "grant", from: null, to: wanted };
  }
  if ((each.kind === "set" || each.kind === "tag") && protection(now, each.column) === null) return null;
  // A column goes when nothing is set on it any more.
  if (each.kind === "columns" && [...now.attachments].some(({ column }) => column !== undefined && !each.names.includes(column))) return null;
  if (each.kind === "set") {
    const there = [...now.attachments].find(({ on, column, what }) => on === TABLE && column === each.column && what !== TAG) ?? null;
    const to = each.policy === null ? null : { what: idOfPolicy(each.policy), on: TABLE, column: each.column, arguments: [] };
    return there === to || (there !== null && to !== null && sameAttachment(there, to)) ? null : { kind: "attachment", from: there, to };
  }
  if (each.kind === "tag") {
    const tagged: Attachment = { what: TAG, on: TABLE, column: each.column, arguments: ["v"] };
    const isThere = [...now.attachments].some((one) => sameAttachment(one, tagged));
    return isThere === each.on ? null : { kind: "attachment", from: isThere ? tagged : null, to: isThere ? null : tagged };
  }
  const to = each.kind === "body" ? policy(each.policy, each.body) : table(each.names);
  const from = now.objects.get(to.id) ?? to;
  return { kind: "object", how: "alter", from, to, fields: [each.kind === "body" ? "body" : "columns"] };
}

function stepsOf(from: Catalog, happenings: readonly Happening[]): readonly WalkStep[] {
  let now = from;
  return happenings.flatMap((each, i) => {
    const change = changeOf(now, each);
    if (change === null) return [];
    now = afterChange(now, change);
    return [{ id: `s${i}`, changes: [change] }];
  });
}

/** What stands between a reader and the column: `null` if there is no such column, else the body of the policy, or nothing. */
function protection({ objects, attachments }: Catalog, column: string): string | null {
  const columns = (objects.get(TABLE)?.fields.columns ?? []) as unknown as readonly { readonly name: string }[];
  if (!columns.some(({ name }) => name === column)) return null;
  const body = (where: (each: Attachment) => boolean): string | undefined => {
    const found = [...attachments].find((each) => where(each) && each.what !== TAG);
    return found === undefined ? undefined : String(objects.get(found.what)?.fields.body);
  };
  const isTagged = [...attachments].some((each) => each.on === TABLE && each.column === column && each.what === TAG);
  return body((each) => each.on === TABLE && each.column === column) ?? (isTagged ? body((each) => each.on === TAG) : undefined) ?? "";
}

/** For each reader, column and prefix, straight from RA 17. */
function plainExposures(from: Catalog, steps: readonly WalkStep[]): readonly string[] {
  const states = prefixes(from, steps);
  const ends = [states[0], states.at(-1)].filter((state) => state !== undefined);
  const reads = (state: Catalog, reader: (typeof READERS)[number]): boolean => plainly(state, reader, { privilege: "SELECT", on: on("TABLE D.S.A") });
  return READERS.flatMap((reader) => {
    const known = ends.filter((end) => reads(end, reader));
    if (known.length === 0) return [];
    // A column that nothing ever protects is as open as its table.
    return COLUMNS.filter((column) => states.some((state) => (protection(state, column) ?? "") !== "")).flatMap((column) =>
      states.flatMap((state, i) => {
        const now = protection(state, column);
        if (now === null || !reads(state, reader)) return [];
        const seen = known.map((end) => protection(end, column));
        return seen.includes("") || seen.includes(now) ? [] : [`${i - 1} ${reader.name} ${column}`];
      }),
    );
  });
}

test("what is found is what looking at every column after every step finds", () => {
  let met = 0;
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 8 }), fc.array(happening, { minLength: 1, maxLength: 8 }), fc.boolean(), (before, happenings, tagged) => {
      const start = catalogOf({
        objects: [
          table(COLUMNS),
          ...POLICIES.map((name, i) => policy(name, BODIES[i] ?? "")),
          thing("tag D.S.PII", null),
          thing("role R1", null),
          thing("role R2", null),
        ],
        grants: ["R1", "R2"].flatMap((name) => ["DATABASE D", "SCHEMA D.S"].map((container) => grant(`USAGE ON ${container} TO ${name}`))),
        attachments: tagged ? [{ what: idOfPolicy("Q"), on: TAG, arguments: [] }] : [],
      });
      const from = prefixes(start, stepsOf(start, before)).at(-1) ?? start;
      const steps = stepsOf(from, happenings);
      const at = new Map(steps.map(({ id }, i) => [id, i]));
      const found = walk(from, steps).findings.flatMap(({ what, step, until, principals, column }) => {
        const [first = 0, last = 0] = [at.get(step), at.get(until)];
        if (!what.includes("MASKING_POLICY")) return [];
        return principals.flatMap(({ name }) => Array.from({ length: last - first }, (_, i) => `${first + i} ${name} ${column}`));
      });
      const plain = plainExposures(from, steps);
      expect(new Set(found)).toEqual(new Set(plain));
      met += plain.length;
    }),
    { numRuns: samples(150) },
  );
  // A law that no sample came under would hold of anything.
  expect(met).toBeGreaterThan(0);
}, 600_000);
