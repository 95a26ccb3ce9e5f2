import type { Identifier } from "@snowtower/sql";
import type { Kind } from "../../kind.ts";
import type { RowView } from "../../rows.ts";
import { type Unknown, unknown } from "../../value.ts";
import { type DetailInterest, detailRequests, isDetailed } from "../reads/detail.ts";
import { type Asked, showAccount, showDatabase } from "../reads/show.ts";
import type { Identity } from "./identify.ts";
import { rowViews } from "./row-view.ts";
import { objectKey, type RowsByObject, rowsByObject } from "./rows-by-object.ts";

/** Nobody wanted to know. */
export const NOT_ASKED: Unknown = unknown("it was not asked");

/** The rows of every other source of a kind, for one object at a time. */
export type Sources = (identity: Identity, owner: string | null | undefined) => (source: string) => readonly RowView[] | Unknown;

interface SourcesOptions {
  readonly asked: Asked;
  readonly details: DetailInterest;
}

/** Bulk sources are grouped once; what was refused, or is not read in detail, is unknown. */
export function sourcesOf(kind: Kind, database: Identifier | null, { asked, details }: SourcesOptions): Sources {
  const bulk = new Map<string, RowsByObject | Unknown>();
  for (const source of kind.sources.slice(1)) {
    if (source.from !== "show") continue;
    const state = database === null ? showAccount(source, asked.seen) : showDatabase(source, database, asked);
    if (state.kind === "complete") bulk.set(source.what, rowsByObject(rowViews(state.answers)));
    else bulk.set(source.what, unknown(state.kind === "refused" ? `${state.request}: ${state.why}` : `SHOW ${source.what} was not read`));
  }
  return (identity, owner) => (source) => {
    const rows = bulk.get(source);
    if (rows !== undefined) return "$unknown" in rows ? rows : ((rows as RowsByObject).get(objectKey(identity.name)) ?? []);
    if (!isDetailed(identity, owner, details)) return unknown("only listed: it is outside of what is read in detail");
    const statement = detailRequests(kind, identity, details).get(source);
    if (statement === undefined) return NOT_ASKED;
    const answer = asked.seen.get(statement.text);
    if (answer === undefined) return unknown(`${source} was not read`);
    return "refused" in answer ? unknown(`${answer.key}: ${answer.refused}`) : rowViews([answer]);
  };
}
