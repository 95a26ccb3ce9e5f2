import { type Field, isList, isUnknown, type Read, sameValue, type Value } from "@snowtower/kinds";
import { displayed, exactly } from "@snowtower/sql";
import { counted, listed, manyOr } from "./counted-words.ts";

/** A column as fields of kinds hold it: its stored name, and whatever else. */
type Column = { readonly [key: string]: Value } & { readonly name: string };

interface ColumnsChange {
  readonly field: Pick<Field, "destroys">;
  readonly from: Read<Value>;
  readonly to: Read<Value>;
}

/** What it means for whoever works with the columns, the gravest first. Empty where only what is written about them changes. */
export function columnsDanger({ field, from, to }: ColumnsChange): readonly string[] {
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const renamed = [...after.values()].filter((now) => !before.has(now.name) && typeof now.renamed_from === "string" && before.has(now.renamed_from));
  const former = new Set(renamed.map((now) => now.renamed_from));
  const gone = names([...before.values()].filter(({ name }) => !after.has(name) && !former.has(name)));
  const come = [...after.values()].filter((now) => !before.has(now.name) && !renamed.includes(now));
  const kept = [...after.values()].flatMap((now) => {
    const was = before.get(now.name);
    return was === undefined ? [] : [{ name: displayed(exactly(now.name)), was, now }];
  });
  const narrower = kept.filter(({ was, now }) => field.destroys?.([was], [now]) === true);
  const retyped = kept.filter((each) => !narrower.includes(each) && differs(each, "type"));
  const strict = kept.filter((each) => differs(each, "not_null") && each.now.not_null === true);
  const lenient = kept.filter((each) => differs(each, "not_null") && each.now.not_null !== true);
  const others = kept.filter((each) => [...keysOf(each)].some((key) => !TOLD.has(key) && differs(each, key)));
  return [
    gone.length === 0 ? "" : `${gone.length === 1 ? "column" : "columns"} ${manyOr(gone, "is dropped with its data", "are dropped with their data")}`,
    renamed.length === 0
      ? ""
      : `whoever names ${listed(renamed.map((now) => displayed(exactly(String(now.renamed_from)))))} finds ${listed(names(renamed))} instead`,
    narrower.length === 0 ? "" : `${manyOr(labels(narrower), "becomes", "become")} narrower: what time travel keeps of it may not fit any more`,
    strict.length === 0 ? "" : `${manyOr(labels(strict), "takes", "take")} no NULL any more, and the step fails where there is one`,
    retyped.length === 0 ? "" : `whoever reads ${listed(labels(retyped))} gets ${typesOf(retyped)}`,
    lenient.length === 0 ? "" : `${listed(labels(lenient))} may hold NULL from now on`,
    others.length === 0 ? "" : `what is written to ${listed(labels(others))} without a value changes`,
    come.length === 0 ? "" : `SELECT * and INSERT without a list of columns meet ${counted(come.length, "more column")}`,
  ].filter(Boolean);
}

const TOLD: ReadonlySet<string> = new Set(["name", "type", "not_null", "comment", "renamed_from"]);

interface Kept {
  readonly name: string;
  readonly was: Column;
  readonly now: Column;
}

function columnsOf(value: Read<Value>): ReadonlyMap<string, Column> {
  const items = value === undefined || isUnknown(value) || !isList(value) ? [] : value;
  return new Map(items.filter(isColumn).map((column) => [column.name, column]));
}

function isColumn(value: Value): value is Column {
  return typeof value === "object" && !isList(value) && typeof value.name === "string";
}

function keysOf({ was, now }: Kept): ReadonlySet<string> {
  return new Set([...Object.keys(was), ...Object.keys(now)]);
}

function differs({ was, now }: Kept, key: string): boolean {
  return !sameValue(was[key], now[key]);
}

function names(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => displayed(exactly(name)));
}

function labels(columns: readonly Kept[]): readonly string[] {
  return columns.map(({ name }) => name);
}

function typesOf(columns: readonly Kept[]): string {
  const types = new Set(columns.map(({ now }) => String(now.type)));
  return types.size === 1 ? [...types].join("") : "other types";
}
