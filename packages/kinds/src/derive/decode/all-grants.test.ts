import { describe, expect, test } from "vitest";
import { coverOfGrants } from "../../catalog.ts";
import type { Interest } from "../../interest.ts";
import type { Observation } from "../../observation.ts";
import { facts } from "../../testing/describe.ts";
import { decode } from "../decode.ts";
import { reads } from "../reads.ts";

const interest: Interest = {
  databases: [],
  objects: [],
  owners: [],
  grantees: [
    { type: "ROLE", name: "R" },
    { type: "ROLE", name: "GONE" },
    { type: "DATABASE ROLE", name: "DB.R" },
  ],
};

const COLUMNS = ["privilege", "granted_on", "name", "grant_option", "granted_by"];

/** An account in which role R holds so many privileges. */
function account(count: number, refuses: (key: string) => boolean = () => false) {
  const seen = new Map<string, Observation>();
  const ask = () => reads(seen, interest, facts);
  for (let asked = ask(); asked.length > 0; asked = ask())
    for (const { key } of asked) seen.set(key, refuses(key) ? { key, at: "", refused: "not authorized" } : { key, at: "", ...answer(key, count) });
  return decode(seen, interest, facts);
}

function answer(key: string, count: number): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  if (key.startsWith("SHOW ROLES")) return { columns: ["name", "owner"], rows: [["R", "ADMIN"]] };
  if (key === 'SHOW GRANTS TO ROLE "R"')
    return { columns: COLUMNS, rows: Array.from({ length: count }, (_, i) => ["SELECT", "TABLE", `DB.SC.T${i}`, "false", "ADMIN"]) };
  return { columns: ["name"], rows: [] };
}

const R = coverOfGrants("ROLE|R");

describe("what a role holds", () => {
  test("is known when all of it was listed, whether that is more or less than lists are cut at", () => {
    for (const count of [0, 9_999, 10_001]) {
      const { grants, coverage } = account(count);
      expect([grants.size, coverage.has(R)]).toEqual([count, true]);
    }
  });

  test("is not known where the list may have been cut: what is listed is held, and what is not may be", () => {
    const { grants, coverage, gaps } = account(10_000);
    expect([grants.size, coverage.has(R)]).toEqual([10_000, false]);
    expect(gaps).toEqual([{ request: 'SHOW GRANTS TO ROLE "R"', why: "it has 10000 rows, so that it may have been cut, and SHOW GRANTS has no next page" }]);
  });

  test("is not known where one of its lists was refused", () => {
    const { grants, coverage, gaps } = account(3, (key) => key.startsWith("SHOW FUTURE GRANTS"));
    expect([grants.size, coverage.has(R), gaps.map(({ why }) => why)]).toEqual([3, false, ["not authorized"]]);
  });

  test("is nothing for a role that is known not to be there, and only for such a one", () => {
    expect(account(0).coverage.has(coverOfGrants("ROLE|GONE"))).toBe(true);
    expect(account(0, (key) => key.startsWith("SHOW ROLES")).coverage.has(coverOfGrants("ROLE|GONE"))).toBe(false);
    // Nobody asked for the roles of that database.
    expect(account(0).coverage.has(coverOfGrants("DATABASE ROLE|DB.R"))).toBe(false);
  });
});
