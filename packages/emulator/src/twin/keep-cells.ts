import type { Entry, Seen } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { ShowColumn } from "../objects/object-class.ts";
import { classNamed } from "../objects/registry.ts";
import { quietly } from "./quietly.ts";
import { readingOf } from "./readings.ts";
import { cell, type NamedRow } from "./row.ts";
import { isSameCell } from "./same-cell.ts";
import type { ListedObject } from "./seed-objects.ts";
import type { TwinEntry } from "./twin-entry.ts";

const STATES = new Map<string, ReadonlySet<string>>();

function stateOf(className: string): ReadonlySet<string> {
  const known = STATES.get(className) ?? new Set(readingOf(className).state ?? []);
  STATES.set(className, known);
  return known;
}

/** They say something of the session that reads. */
export const OF_THE_SESSION: ReadonlySet<string> = new Set(["is_default", "is_current", "is_inherited"]);

/**
 * What nothing here makes so is kept as it was read: the columns a class names as state, and whatever a role was not told (NULL), where a default would lie.
 * Everything else follows from the entry; where it does not, `compareWithSeed` finds the hole.
 */
export function keepShown(context: Context, { entry, row, show }: Pick<ListedObject, "entry" | "row" | "show">, kept: Record<string, Seen>): void {
  const state = stateOf(entry.class);
  for (const column of show.columns) {
    if (OF_THE_SESSION.has(column.name)) continue;
    const read = cell(row, column.name);
    if (read === undefined) continue;
    if (read !== null && !state.has(column.name)) continue;
    // What cannot even be printed makes SHOW fail, and that is a hole of its own.
    const here = quietly(() => ({ cell: column.value(entry as Entry, context) }));
    if (here !== null) keep(kept, { key: column.name, type: column.type, here: here.cell, read });
  }
}

function keep(
  kept: Record<string, Seen>,
  of: { readonly key: string; readonly type: ShowColumn["type"]; readonly here: string | null; readonly read: string | null },
): void {
  if (isSameCell(of.here, of.read, of.type)) return;
  kept[of.key] = [of.here, of.read];
}

interface Described {
  readonly entry: TwinEntry;
  readonly rows: readonly NamedRow[];
  readonly kept: Record<string, Seen>;
}

/** The same for DESCRIBE, as `property, value` rows or as one row of columns. */
export function keepDescribed(context: Context, { entry, rows, kept }: Described): void {
  const state = stateOf(entry.class);
  const describe = classNamed(entry.class)?.describe;
  if (state.size === 0 || describe === undefined) return;
  const here = quietly(() => describe.call(classNamed(entry.class), entry as Entry, context));
  if (here === null) return;
  const places = new Map(here.columns.map(({ name }, i) => [name, i]));
  const values = (of: readonly NamedRow[]): ReadonlyMap<string, string | null> => {
    const [first] = of;
    if (first !== undefined && isColumns(of)) return new Map([...first.places.keys()].map((name) => [name, cell(first, name) ?? null]));
    return new Map(
      of.map((row) => [(cell(row, "property") ?? cell(row, "name") ?? "").toLowerCase(), cell(row, "value") ?? cell(row, "property_value") ?? null]),
    );
  };
  const now = values(here.rows.map((cells) => ({ places, cells })));
  const then = values(rows);
  for (const key of state) {
    // One row of columns says what SHOW says, under the same names.
    const isOwn = key.startsWith("desc ");
    if (!isOwn && !isColumns(rows)) continue;
    const name = isOwn ? key.slice("desc ".length) : key;
    const [computed, read] = [now.get(name), then.get(name)];
    if (computed !== undefined && read !== undefined) keep(kept, { key: `desc ${name}`, type: "text", here: computed, read });
  }
}

function isColumns(rows: readonly NamedRow[]): boolean {
  return rows.length === 1 && rows[0]?.places.has("property") === false;
}
