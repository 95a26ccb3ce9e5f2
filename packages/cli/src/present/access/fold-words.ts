import { securableType } from "@snowtower/sql";
import { listed, thousands } from "../plural.ts";
import type { Fold } from "./fold.ts";

/** So many names are said instead of counted. */
const MOST_NAMES = 4;

/** `gains SELECT, REFERENCES on 41 tables in DB.SC`: without the grantee. */
export function foldWords(fold: Fold, full: boolean): string {
  const { first, sort, privileges } = fold;
  const target = targetWords(fold, full);
  if (first.does === "owns") return `becomes the owner of ${target}${first.until === undefined ? "" : `, until now owned by ${first.until}`}`;
  if (sort === "member" && !first.only)
    return `${first.does === "gains" ? "becomes a member of" : "is no longer a member of"} ${target}${first.option ? " with admin option" : ""}`;
  const words = privileges.join(", ");
  if (first.only) return `${first.does} the right to grant ${words} on ${target}`;
  return `${first.does} ${words} on ${target}${first.option ? " with grant option" : ""}`;
}

function targetWords({ sort, container, targets }: Fold, full: boolean): string {
  if (sort === "account") return "the account";
  if (sort === "future") return `future ${listed([...targets.keys()].map(pluralOf))} in ${container}`;
  const all = [...targets];
  const [[type = "", names = []] = []] = all;
  if (all.length === 1 && names.length === 1) return sort === "member" && isRole(type) ? (names[0] ?? "") : `${type.toLowerCase()} ${names[0]}`;
  if (container === "") return named(type, names, { full, bare: sort === "member" && isRole(type) });
  const isOne = all.length === 1;
  const short = (name: string): string => name.slice(container.length + 1);
  const counts = all.map(([each, own]) => {
    const list = full && !isOne ? ` (${own.map(short).join(", ")})` : "";
    return `${thousands(own.length)} ${own.length === 1 ? each.toLowerCase() : pluralOf(each)}${list}`;
  });
  const list = isOne && (full || names.length <= MOST_NAMES) ? ` (${names.map(short).join(", ")})` : "";
  return `${listed(counts)} in ${container}${list}`;
}

function named(type: string, names: readonly string[], { full, bare }: { readonly full: boolean; readonly bare: boolean }): string {
  if (names.length <= MOST_NAMES) return `${bare ? "" : `${pluralOf(type)} `}${names.join(", ")}`;
  const shown = full ? names : names.slice(0, MOST_NAMES - 1);
  const left = names.length - shown.length;
  return `${thousands(names.length)} ${pluralOf(type)}: ${shown.join(", ")}${left > 0 ? ` and ${thousands(left)} more` : ""}`;
}

/** A role that one is a member of needs no word for its type; a database role has a name that looks like a schema's. */
function isRole(type: string): boolean {
  return type === ACCOUNT_ROLE;
}

const ACCOUNT_ROLE = "ROLE";

function pluralOf(type: string): string {
  return (securableType(type)?.plural ?? `${type}S`).toLowerCase();
}
