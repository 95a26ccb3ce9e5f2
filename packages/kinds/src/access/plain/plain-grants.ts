import { displayedName } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import type { GrantEntry } from "../grant-entry.ts";
import { grantEntries, readDotted } from "../grant-types.ts";
import type { IdentPattern } from "../ident-pattern.ts";
import { near } from "../model/access-roles.ts";
import { onObject } from "../model/draft.ts";
import { type Expanding, patternAt } from "../model/expansion.ts";
import type { PatternGrants } from "../model/object-grants.ts";
import { exactName, shapeOf } from "./exact-name.ts";

/** Privileges on objects by their exact names; a pattern stands for the described objects whose whole names it matches. */
export function givePlainGrants(grants: PatternGrants, expanding: Expanding): void {
  for (const { entry, names } of grantEntries(grants.map)) {
    for (const written of names) {
      for (const name of namesOf(entry, { written, at: grants.at(written) }, expanding)) {
        for (const privilege of entry.privileges) {
          const why = `${grants.who} has ${privilege} on ${entry.type.type.toLowerCase()} ${name}`;
          expanding.draft.give({ to: grants.to, privilege, on: onObject(entry.type.type, name), option: entry.option, why });
        }
      }
    }
  }
}

function namesOf(entry: GrantEntry, { written, at }: Place, expanding: Expanding): readonly string[] {
  const { draft, described } = expanding;
  const pattern = patternAt(written, at, draft);
  if (pattern === null) return [];
  if (pattern.wild) return matchAt({ pattern, type: entry.word, at }, expanding);
  const name = exactName(pattern.text, entry.type);
  if (name !== null) return [name];
  // A function that is named without its arguments stands for the described one.
  const alone = described.all(entry.word).filter((each) => each.name.startsWith(`${pattern.text}(`));
  if (alone.length === 1) return alone.map((each) => each.name);
  draft.refuse({ code: "ST1211", message: `"${written}" is no name of a ${entry.type.type.toLowerCase()}`, at, hint: `write ${shapeOf(entry.type)}` });
  return [];
}

interface Place {
  readonly written: string;
  readonly at: Position;
}

function matchAt(asked: { readonly pattern: IdentPattern; readonly type: string; readonly at: Position }, { described, draft }: Expanding): readonly string[] {
  const found = described.match(asked.type, asked.pattern, "name");
  if (found.length === 0) {
    const closestTo = near(asked.pattern, described.all(asked.type));
    draft.refuse({ code: "ST1201", message: `no described ${asked.type.toLowerCase()} matches "${asked.pattern.text}"`, at: asked.at, closestTo });
  }
  return found.map((each) => each.name);
}

/** Privileges on what will be made in exactly these databases and schemas: nothing is repeated, unlike in the role model. */
export function givePlainFutures(grants: PatternGrants, expanding: Expanding): void {
  for (const { entry, names } of grantEntries(grants.map)) {
    for (const written of names) {
      const at = grants.at(written);
      const pattern = patternAt(written, at, expanding.draft);
      if (pattern === null) continue;
      const container = pattern.text.includes(".") ? "SCHEMA" : "DATABASE";
      const dotted = readDotted(pattern.text);
      if (!pattern.wild && (dotted === null || dotted.length > 2)) {
        expanding.draft.refuse({ code: "ST1211", message: `"${written}" is neither a database nor a schema`, at, hint: "write DB or DB.SCHEMA" });
        continue;
      }
      const exact = dotted === null ? [] : [displayedName(dotted)];
      for (const name of pattern.wild ? matchAt({ pattern, type: container, at }, expanding) : exact) {
        for (const privilege of entry.privileges) {
          const why = `${grants.who} has ${privilege} on ${entry.type.plural.toLowerCase()} that will be made in ${container.toLowerCase()} ${name}`;
          expanding.draft.give({ to: grants.to, privilege, on: { kind: "future", type: entry.type.type, in: container, name }, option: entry.option, why });
        }
      }
    }
  }
}
