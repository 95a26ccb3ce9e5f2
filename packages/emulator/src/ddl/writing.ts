import { displayedName, nameOf } from "@snowtower/sql";
import { holdsGlobal } from "../access/authorize.ts";
import { entryOf } from "../catalog/catalog.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { liveTags } from "../objects/governance/attachments.ts";
import { fullName } from "../objects/resolve.ts";

/** How GET_DDL writes: for whom, and whether the names of what is made again are whole. */
export interface Writing {
  readonly context: Context;
  readonly qualified: boolean;
}

/** Gives the statement with its semicolon. */
export type Write = (entry: Entry, writing: Writing) => string;

export function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

export function identifier(name: string): string {
  return displayedName(nameOf(name));
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The name of what is made again. */
export function nameIn({ context, qualified }: Writing, entry: Entry): string {
  return qualified ? fullName(context.draft.catalog, entry) : identifier(entry.name);
}

/** ` COMMENT='...'`, or nothing. */
export function commentClause(comment: string | null | undefined, before = ""): string {
  return comment === null || comment === undefined || comment === "" ? "" : `${before}COMMENT=${literal(comment)}`;
}

/** "Otherwise, Snowflake replaces the policy with `#UNKNOWN_POLICY`" (docs: sql-reference/functions/get_ddl). */
export function policyName({ context }: Writing, policy: Id, kind: string): string {
  const entry = entryOf(context.draft.catalog, policy);
  return entry === undefined || !holdsGlobal(context, `APPLY ${kind}`) ? "#UNKNOWN_POLICY" : fullName(context.draft.catalog, entry);
}

/** `DB.S.TAG='value'`, in order of their names; `#UNKNOWN_TAG='#UNKNOWN_VALUE'` for who may not apply tags. */
export function tagList({ context }: Writing, tags: Readonly<Record<string, string>>): string {
  const known = [...liveTags(context, tags)].sort((a, b) => (a.tag.name < b.tag.name ? -1 : 1));
  const isSeen = holdsGlobal(context, "APPLY TAG");
  return known.map(({ tag, value }) => (isSeen ? `${fullName(context.draft.catalog, tag)}=${literal(value)}` : "#UNKNOWN_TAG='#UNKNOWN_VALUE'")).join(", ");
}
