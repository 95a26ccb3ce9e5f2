import { securableType } from "@snowtower/sql";
import { listed, thousands } from "../plural.ts";
import type { Fold } from "./fold.ts";

/** So many names are said instead of counted. */
const MOST_NAMES = 4;

/** `gains SELECT, REFERENCES on 41 tables in DB.SC`: without the grantee. */
export function foldWords(fold: Fold, full: boolean): string {
  const { first, sort, privileges } = fold;
  const target = targetWords(fold, full);
  if (first.does === "owns") return `becomes the owner of ${target}${first.until === undefined ? "" : `, until now ${first.until}'s`}`;
  if (sort === "member" && !first.only)
    return `${first.does === "gains" ? "becomes a member of" : "is no longer a member of"} ${target}${first.option ? " with admin option" : ""}`;
  const words = privileges.join(", ");
  if (first.only) return `${first.does} the right to grant ${words} on ${target}`;
  return `${first.does} ${words} on ${target}${first.option ? " with grant option" : ""}`;
}

function targetWords(fold: Fold, full: boolean): string {
  const { sort, types, container, names } = fold;
  if (sort === "account") return "the account";
  if (sort === "future") return `future ${listed(types.map(pluralOf))} in ${container}`;
  const [type = ""] = types;
  const count = names.length;
  if (sort === "member" && type === "ROLE") return named("", "roles", names, full);
  if (count === 1) return `${type.toLowerCase()} ${names[0]}`;
  if (container === "") return named(`${pluralOf(type)} `, pluralOf(type), names, full);
  const short = names.map((name) => name.slice(container.length + 1));
  const list = full || count <= MOST_NAMES ? `: ${short.join(", ")}` : "";
  return `${thousands(count)} ${pluralOf(type)} in ${container}${list}`;
}

function named(prefix: string, plural: string, names: readonly string[], full: boolean): string {
  if (names.length <= MOST_NAMES) return `${prefix}${names.join(", ")}`;
  const shown = full ? names : names.slice(0, MOST_NAMES - 1);
  const left = names.length - shown.length;
  return `${thousands(names.length)} ${plural}: ${shown.join(", ")}${left > 0 ? ` and ${thousands(left)} more` : ""}`;
}

function pluralOf(type: string): string {
  return (securableType(type)?.plural ?? `${type}S`).toLowerCase();
}
