import { exactly, type Statement, sql, word } from "@snowtower/sql";
import type { Interest } from "../../interest.ts";
import type { Kind } from "../../kind.ts";
import { kindOfId } from "../../object-id.ts";
import { ScopeRules } from "../../scope/scope-rules.ts";
import type { Identity } from "../decode/identify.ts";
import { objectName } from "../render.ts";

/** The requests that ask about one object, by source: `PARAMETERS`, `DESCRIBE`. */
export function detailRequests(kind: Kind, identity: Identity, { settings }: Pick<DetailInterest, "settings">): ReadonlyMap<string, Statement> {
  const target = objectName({ kind: kind.name, owner: null, fields: {}, ...identity });
  const requests = new Map<string, Statement>();
  for (const source of kind.sources) {
    if (source.from === "parameters" && (source.where === undefined || settings.has(identity.id)))
      requests.set("PARAMETERS", sql`SHOW PARAMETERS IN ${word(kind.label)} ${target}`);
    if (source.from === "describe") requests.set("DESCRIBE", sql`DESCRIBE ${word(kind.label)} ${target}`);
  }
  return requests;
}

/** True if the object is read in every detail, not only listed. */
export function isDetailed(identity: Identity, owner: string | null | undefined, interest: DetailInterest): boolean {
  const [first] = identity.name;
  const { rules } = interest;
  if (!rules.isSilent && rules.of({ kind: kindOfId(identity.id), ...identity, owner: owner ? exactly(owner) : undefined }).mode === "off") return false;
  if (interest.objects.has(identity.id) || (first !== undefined && interest.databases.has(first))) return true;
  // Where the list does not name the owner, who it is cannot say that the object is nobody's business here.
  return identity.name.length === 1 && (owner === undefined || (owner !== null && interest.owners.has(owner)));
}

export interface DetailInterest {
  readonly objects: ReadonlySet<string>;
  readonly databases: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
  readonly settings: ReadonlySet<string>;
  readonly rules: ScopeRules;
}

/** The same interest as sets, made once a pass. */
export function detailInterest(interest: Interest): DetailInterest {
  return {
    objects: new Set(interest.objects),
    databases: new Set(interest.databases),
    owners: new Set(interest.owners),
    settings: new Set(interest.settings),
    rules: rulesOf(interest),
  };
}

const compiledRules = new WeakMap<object, ScopeRules>();

/** The rules that an interest carries, compiled once. */
export function rulesOf({ rules }: Interest): ScopeRules {
  if (rules === undefined) return ScopeRules.none;
  const known = compiledRules.get(rules) ?? new ScopeRules(rules);
  compiledRules.set(rules, known);
  return known;
}
