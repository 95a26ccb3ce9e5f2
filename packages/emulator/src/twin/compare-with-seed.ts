import type { LocalAccount } from "../local-account.ts";
import type { Column } from "../result.ts";
import { OF_THE_SESSION } from "./keep-cells.ts";
import { readerSession } from "./reader-session.ts";
import { momentOf } from "./row.ts";
import { isSameCell } from "./same-cell.ts";
import type { Hole, Seed, SeedResult, SeedRow } from "./seed.ts";

interface Side {
  readonly columns: readonly string[];
  readonly rows: readonly SeedRow[];
}

/** Runs every statement of a seed on its twin. Each difference is a hole: a row that is missing or too much, a column, a cell. */
export async function compareWithSeed(account: LocalAccount, { facts, results }: Seed): Promise<readonly Hole[]> {
  const holes: Hole[] = [];
  for await (const result of results) {
    const session = readerSession(account, { user: facts.user, role: result.role ?? facts.role });
    const [outcome] = await session.execute(result.statement);
    if (outcome?.kind !== "done") {
      const why = outcome?.kind === "failed" ? `the twin refuses it: ${outcome.error.code} ${outcome.error.message}` : "the twin does not answer it";
      holes.push({ statement: result.statement, object: null, column: null, why });
      continue;
    }
    holes.push(...differences(result, { ...outcome.result, read: await allRows(result) }));
  }
  return holes;
}

async function allRows({ rows }: SeedResult): Promise<readonly SeedRow[]> {
  const all: SeedRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

interface Answers {
  readonly columns: readonly Column[];
  readonly rows: readonly SeedRow[];
  readonly read: readonly SeedRow[];
}

function differences({ statement, columns: names }: SeedResult, { columns, rows, read }: Answers): readonly Hole[] {
  const here = columns.map(({ name }) => name.toLowerCase());
  const there = names.map((name) => name.toLowerCase());
  const of = (object: string | null, column: string | null, why: string): Hole => ({ statement, object, column, why });
  const missing = there.filter((name) => !here.includes(name)).map((name) => of(null, name, "the twin has no such column"));
  const added = here.filter((name) => !there.includes(name)).map((name) => of(null, name, "it was not read: what the twin prints is assumed"));
  const common = there.filter((name) => here.includes(name) && !OF_THE_SESSION.has(name));
  const types = common.map((name) => columns[here.indexOf(name)]?.type ?? "text");
  const pick = (from: readonly string[], row: SeedRow): SeedRow => common.map((name) => row[from.indexOf(name)] ?? null);
  const left = new Unmatched(
    types,
    rows.map((row) => pick(here, row)),
  );
  const alone = read.map((row) => pick(there, row)).filter((row) => !left.take(row));
  return [
    ...missing,
    ...added,
    ...paired({ columns: common, rows: alone }, { columns: common, rows: left.rows() }, types).map(({ object, column, why }) => of(object, column, why)),
  ];
}

/** The twin's rows that no row of the seed has been found for. */
class Unmatched {
  private readonly types: readonly string[];
  private readonly byText = new Map<string, SeedRow[]>();

  constructor(types: readonly string[], rows: readonly SeedRow[]) {
    this.types = types;
    for (const row of rows) {
      const key = this.key(row);
      const same = this.byText.get(key);
      if (same === undefined) this.byText.set(key, [row]);
      else same.push(row);
    }
  }

  take(row: SeedRow): boolean {
    return this.byText.get(this.key(row))?.pop() !== undefined;
  }

  rows(): readonly SeedRow[] {
    return [...this.byText.values()].flat();
  }

  /** The same text for cells that say the same. */
  private key(row: SeedRow): string {
    return JSON.stringify(row.map((cell, i) => (cell === null ? null : plain(cell, this.types[i] ?? "text"))));
  }
}

function plain(cell: string, type: string): string {
  if (type.startsWith("timestamp")) return String(momentOf(cell));
  if (type === "fixed") return String(Number(cell));
  return type === "boolean" ? String(/^(1|true)$/i.test(cell)) : cell;
}

/** What tells one row of an answer from another: the names in it. */
const IDENTITY =
  /^(name|.*_name|column_name|database_name|schema_name|catalog_name|arguments|property|parent_property|key|key_sequence|privilege|granted_on|grant_on|granted_to|role|kind|.*_kind|expression_id|policy_.*|tag_.*|ref_.*|object_.*|domain)$/;

function paired(read: Side, here: Side, types: readonly string[]): readonly Pick<Hole, "object" | "column" | "why">[] {
  const places = read.columns.flatMap((name, i) => (IDENTITY.test(name) && name !== "policy_status" ? [i] : []));
  const identity = (row: SeedRow): string => places.map((i) => row[i] ?? "").join(" ");
  const open = new Map<string, SeedRow[]>();
  for (const row of here.rows) open.set(identity(row), [...(open.get(identity(row)) ?? []), row]);
  const found = read.rows.flatMap((row) => {
    const object = identity(row);
    const twin = open.get(object)?.pop();
    if (twin === undefined) return [{ object, column: null, why: "the twin does not have this row" }];
    return row.flatMap((cell, i) => {
      if (isSameCell(cell, twin[i] ?? null, types[i] ?? "text")) return [];
      return [{ object, column: read.columns[i] ?? null, why: `${shown(cell)} was read, and the twin says ${shown(twin[i] ?? null)}` }];
    });
  });
  const extra = [...open].flatMap(([object, rows]) => rows.map(() => ({ object, column: null, why: "the twin has this row, which was not read" })));
  return [...found, ...extra];
}

function shown(cell: string | null): string {
  if (cell === null) return "NULL";
  return cell.length > 200 ? `'${cell.slice(0, 200)}...'` : `'${cell}'`;
}
