import type { Id, Value } from "../catalog/entry.ts";
import { type Constraint, constraintsOf, referrersOf } from "../objects/table/table-definition.ts";
import type { Parts } from "./asked.ts";
import { flagCell, momentCell, type NamedRow, numberCell, textCell } from "./row.ts";
import type { Seeding } from "./seeding.ts";
import type { TwinEntry } from "./twin-entry.ts";

interface Key extends Omit<Constraint, "columns" | "target"> {
  readonly columns: string[];
  readonly target?: { readonly table: Id; readonly columns: string[] };
}

function tableOf(seeding: Seeding, row: NamedRow, prefix: string): TwinEntry | undefined {
  const path = ["database_name", "schema_name", "table_name"].map((column) => textCell(row, `${prefix}${column}`));
  return seeding.named(
    "TABLE",
    path.filter((part) => part !== null),
  );
}

const KINDS: Readonly<Record<Exclude<Parts, "COLUMNS">, Constraint["kind"]>> = {
  "PRIMARY KEYS": "PRIMARY KEY",
  "UNIQUE KEYS": "UNIQUE",
  "IMPORTED KEYS": "FOREIGN KEY",
  "EXPORTED KEYS": "FOREIGN KEY",
};

/** Rows of the four SHOW ... KEYS: one for each column of a key, in the key's order. */
export function readKeys(seeding: Seeding, words: Exclude<Parts, "COLUMNS">, rows: readonly NamedRow[]): void {
  const isForeign = KINDS[words] === "FOREIGN KEY";
  const found = new Map<string, { readonly table: TwinEntry; readonly key: Key }>();
  const sorted = [...rows].sort((a, b) => (numberCell(a, "key_sequence") ?? 0) - (numberCell(b, "key_sequence") ?? 0));
  for (const row of sorted) {
    const table = tableOf(seeding, row, isForeign ? "fk_" : "");
    const name = textCell(row, isForeign ? "fk_name" : "constraint_name") ?? "";
    if (table === undefined) {
      seeding.hole({ object: name, why: `the table of a ${KINDS[words]} was not read` });
      continue;
    }
    const known = found.get(`${table.id} ${name}`) ?? { table, key: start(seeding, row, { kind: KINDS[words], name }) };
    found.set(`${table.id} ${name}`, known);
    known.key.columns.push(textCell(row, isForeign ? "fk_column_name" : "column_name") ?? "");
    known.key.target?.columns.push(textCell(row, "pk_column_name") ?? "");
  }
  for (const { table, key } of found.values()) addKey(seeding, table, key);
}

function start(seeding: Seeding, row: NamedRow, { kind, name }: Pick<Constraint, "kind" | "name">): Key {
  const comment = textCell(row, "comment");
  const target = kind === "FOREIGN KEY" ? tableOf(seeding, row, "pk_") : undefined;
  return {
    kind,
    name,
    columns: [],
    createdOn: momentCell(row, "created_on") ?? 0,
    rely: flagCell(row, "rely") === true,
    ...(comment === null ? {} : { comment }),
    ...(target === undefined ? {} : { target: { table: target.id, columns: [] } }),
  };
}

const ORDER = ["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"];

function addKey(seeding: Seeding, table: TwinEntry, key: Key): void {
  if (constraintsOf(table).some(({ name, kind }) => name === key.name && kind === key.kind)) return;
  // The results come in any order; a table's own is that of CREATE, of which only the time is told.
  const keys = [...constraintsOf(table), key].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.createdOn - b.createdOn);
  table.properties.CONSTRAINTS = keys as unknown as Value;
  if (key.target === undefined) return;
  const target = seeding.at(key.target.table);
  if (!referrersOf(target).includes(table.id)) target.properties.REFERENCED_BY = [...referrersOf(target), table.id];
}
