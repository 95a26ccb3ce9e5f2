import type { Position } from "../../diagnostic.ts";
import type { Grantee } from "../grant.ts";
import { type GrantMap, grantEntries } from "../grant-types.ts";
import { near } from "./access-roles.ts";
import type { DescribedObject } from "./described.ts";
import { onObject } from "./draft.ts";
import { type Expanding, patternAt } from "./expansion.ts";
import { giveInDatabase, giveInSchema } from "./future-grants.ts";

export interface PatternGrants {
  readonly to: Grantee;
  readonly who: string;
  readonly map: GrantMap;
  readonly at: (pattern: string) => Position;
}

/** Privileges on the described objects that patterns stand for. */
export function givePatternGrants(grants: PatternGrants, expanding: Expanding): void {
  const { described, draft } = expanding;
  for (const { entry, names } of grantEntries(grants.map)) {
    for (const written of names) {
      const found = matchesAt({ type: entry.word, written, at: grants.at(written) }, expanding, described.all(entry.word));
      for (const object of found) {
        for (const privilege of entry.privileges) {
          const on = onObject(entry.type.type, object.name);
          draft.give({
            to: grants.to,
            privilege,
            on,
            option: entry.option,
            why: `${grants.who} has ${privilege} on ${entry.word.toLowerCase()} ${object.name}`,
          });
        }
      }
    }
  }
}

/** Privileges on what will be made: a pattern with a dot speaks of schemas, one without of databases and all their schemas. */
export function givePatternFutures(grants: PatternGrants, expanding: Expanding): void {
  const { described, draft } = expanding;
  for (const { entry, names } of grantEntries(grants.map)) {
    for (const written of names) {
      const type = written.includes(".") ? "SCHEMA" : "DATABASE";
      const gift = {
        to: grants.to,
        privileges: entry.privileges.map((privilege) => ({ type: entry.type.type, privilege })),
        why: `${grants.who} has ${entry.privileges.join(", ")} on ${entry.type.plural.toLowerCase()}`,
      };
      for (const container of matchesAt({ type, written, at: grants.at(written) }, expanding, described.all(type))) {
        if (type === "SCHEMA") giveInSchema(draft, container.name, gift);
        else giveInDatabase(draft, { database: container.name, schemas: described.schemasOf(container.name) }, gift);
      }
    }
  }
}

function matchesAt(
  asked: { readonly type: string; readonly written: string; readonly at: Position },
  { described, draft }: Expanding,
  candidates: readonly DescribedObject[],
): readonly DescribedObject[] {
  const pattern = patternAt(asked.written, asked.at, draft);
  if (pattern === null) return [];
  const found = described.match(asked.type, pattern);
  if (found.length > 0) return found;
  const closestTo = near(pattern, candidates);
  draft.refuse({ code: "ST1201", message: `no described ${asked.type.toLowerCase()} matches "${asked.written}"`, at: asked.at, closestTo });
  return [];
}
