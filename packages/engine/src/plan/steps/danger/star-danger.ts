import { type AnyObject, bodiesOf, isList, kindNamed, type ObjectChange } from "@snowtower/kinds";
import { lex } from "@snowtower/sql";
import type { PlanContext } from "../../plan-context.ts";
import { Readers } from "../../readers.ts";
import { listed } from "./counted-words.ts";

/** Views with `SELECT *` keep the columns of when they were made, and fail once these are others, or in another order (docs: sql-reference/sql/create-view). */
export function starDanger({ how, from, to, fields }: ObjectChange, { from: catalog }: PlanContext): readonly string[] {
  if (from === null || to === null || (how !== "alter" && how !== "replace")) return [];
  const lists = fields.filter((field) => kindNamed(to.kind).fields[field]?.group === "columns");
  if (lists.every((field) => namesIn(from, field) === namesIn(to, field))) return [];
  const views = new Readers(catalog).of(from.id).slice(1);
  const broken = views.filter((id) => bodiesOf(catalog.objects.get(id) as AnyObject).some(selectsAll));
  return broken.length === 0 ? [] : [`${listed(broken)} ${broken.length === 1 ? "selects" : "select"} * and may break, until made again`];
}

function namesIn(object: AnyObject, field: string): string {
  const value = object.fields[field];
  const items = value !== undefined && isList(value as never) ? (value as readonly { readonly name?: unknown }[]) : [];
  return JSON.stringify(items.map(({ name }) => name));
}

/** A star that is no multiplication: behind SELECT, a comma, or a name and a dot. */
function selectsAll(text: string): boolean {
  const { tokens } = lex(text);
  return tokens.some((token, i) => {
    const before = tokens[i - 1];
    if (token.text !== "*" || token.kind !== "symbol" || before === undefined) return false;
    return before.kind === "symbol"
      ? before.text === "," || before.text === "."
      : before.kind === "word" && ["SELECT", "DISTINCT", "ALL"].includes(before.value);
  });
}
