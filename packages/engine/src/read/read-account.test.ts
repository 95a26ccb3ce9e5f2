import { coverOf, type Interest } from "@snowtower/kinds";
import { type Account, AccountError, type AccountErrorKind, exactly, type Outcome, type Request, type Row } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { readAccount } from "./read-account.ts";

/** An account that answers SHOW from tables of raw rows, refuses some of them, and takes a tick for each. */
class ListingAccount implements Account {
  readonly facts: Account["facts"];
  readonly lists = new Map<string, { readonly columns: readonly string[]; readonly rows: readonly Row[] }>();
  readonly refusals = new Map<string, AccountErrorKind>();
  readonly requests: Request[] = [];
  running = 0;
  most = 0;

  constructor() {
    const names = { locator: "L", organization: "O", name: "N", region: "R", edition: "ENTERPRISE", source: "local" } as const;
    this.facts = { ...names, user: exactly("U"), role: exactly("READER"), warehouse: null };
  }

  async execute(request: Request): Promise<readonly Outcome[]> {
    this.requests.push(request);
    this.most = Math.max(this.most, ++this.running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.running--;
    return request.statements.map(({ text }) => {
      const what = /^SHOW (\w+)/.exec(text)?.[1] ?? text;
      const refused = this.refusals.get(what);
      if (refused === "unreachable") throw new AccountError({ kind: refused, message: "no answer" });
      if (refused !== undefined) return { failed: new AccountError({ kind: refused, message: `may not ${what}`, code: "003001" }) };
      const { columns, rows } = this.lists.get(what) ?? { columns: ["name"], rows: [] };
      return { done: { queryId: "q", status: "", types: [], columns, rows: pages(rows) } };
    });
  }

  find = async () => [];
  cancel = async () => undefined;
  close = async () => undefined;
}

async function* pages(rows: readonly Row[]): AsyncIterable<readonly Row[]> {
  for (const row of rows) yield [row];
}

const interest: Interest = { databases: [], objects: [], owners: [], grantees: [{ type: "ROLE", name: "R" }] };

function account(): ListingAccount {
  const listing = new ListingAccount();
  listing.lists.set("ROLES", { columns: ["created_on", "name", "owner", "comment"], rows: [["1", "R", "ADMIN", "why"]] });
  listing.lists.set("GRANTS", {
    columns: ["created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by"],
    rows: [],
  });
  return listing;
}

describe("reading an account", () => {
  test("goes on round after round until it has what is of interest, and counts what that took", async () => {
    const source = account();
    const rounds: number[] = [];
    let now = 0;
    const { catalog, observations, statistics } = await readAccount(source, interest, {
      onRound: ({ requests }) => rounds.push(requests),
      clock: () => new Date(now++),
    });
    expect([...catalog.objects.keys()]).toContain("role:R");
    expect(rounds.length).toBeGreaterThan(1);
    expect(rounds.reduce((a, b) => a + b)).toBe(source.requests.length);
    expect(statistics).toMatchObject({ roundTrips: source.requests.length, statements: source.requests.length, warehouseSeconds: 0 });
    expect(statistics.seconds).toBeGreaterThan(0);
    expect(observations.size).toBe(source.requests.length);
    expect([...observations.values()].every((seen) => "rows" in seen && seen.at.startsWith("1970"))).toBe(true);
  });

  test("asks side by side, as the role that it is told", async () => {
    const source = account();
    await readAccount(source, interest, { role: exactly("AUDITOR") });
    expect(source.most).toBeGreaterThan(1);
    expect(source.most).toBeLessThanOrEqual(16);
    expect(new Set(source.requests.map((r) => r.role))).toEqual(new Set(["AUDITOR"]));
  });

  test("keeps a refusal as an observation: the catalog has a gap, and nothing there counts as absent", async () => {
    const source = account();
    source.refusals.set("WAREHOUSES", "statement");
    const { catalog, observations } = await readAccount(source, interest);
    const refusal = [...observations.values()].find((seen) => seen.key.startsWith("SHOW WAREHOUSES"));
    expect(refusal).toMatchObject({ refused: "may not WAREHOUSES", code: "003001" });
    expect(catalog.gaps.some((gap) => gap.why === "may not WAREHOUSES")).toBe(true);
    expect(catalog.coverage.has(coverOf("warehouse", null))).toBe(false);
    expect(catalog.coverage.has(coverOf("role", null))).toBe(true);
  });

  test.each(["unreachable", "login", "lost", "cancelled"] as const)("knows nothing when the account is %s", async (kind) => {
    const source = account();
    source.refusals.set("WAREHOUSES", kind);
    await expect(readAccount(source, interest)).rejects.toMatchObject({ details: { kind } });
  });

  test("stops when asked to, and sends nothing more", async () => {
    const source = account();
    const stop = new AbortController();
    const reading = readAccount(source, interest, { signal: stop.signal, onRound: ({ round }) => round === 2 && stop.abort() });
    await expect(reading).rejects.toThrow("aborted");
    const sent = source.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(source.requests.length).toBe(sent);
  });
});
