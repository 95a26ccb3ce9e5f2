import {
  type AnyObject,
  type Catalog,
  type Desired,
  isUnknown,
  kindNamed,
  known,
  type ObjectId,
  type Read,
  type Scope,
  sameValue,
  type Value,
} from "@snowtower/kinds";
import type { SecretStore } from "../desired/secrets.ts";
import type { Note } from "../plan/plan.ts";
import { instantOf } from "./instant.ts";
import { type Mark, markTable, readMark } from "./mark.ts";
import type { StateReading } from "./read-state.ts";

/** What is at hand to tell whether a secret in the account is the described one. */
export interface SecretKnowledge {
  readonly state: StateReading;
  readonly secrets: SecretStore;
  /** Sets every described secret again, whatever the marks say. */
  readonly refresh?: boolean;
}

interface KnownSecrets {
  readonly catalog: Catalog;
  readonly notes: readonly Note[];
}

/** What stands for a secret that is not the described one: no reference of a project looks like this, and nothing reveals it. */
const ANOTHER: Value = { ref: "another value", digest: "" };
/** What stands for one that may be the described one, and is to be set all the same. */
const PERHAPS: Value = { ref: "perhaps the described value", digest: "" };

/** True where the account may have the secret that a step sets, because somebody asked for it. */
export function isPerhaps(value: Read<Value>): boolean {
  return value !== undefined && !isUnknown(value) && sameValue(value, PERHAPS);
}

/**
 * The catalog with what marks tell of its secrets. A secret that is set reads as unknown; with a mark it is the described value or another one,
 * and compares as any field does. Without a mark it stays unknown, and one note says so. Marks are hints: without key or schema nothing is told.
 */
export function knowSecrets(catalog: Catalog, desired: Desired, knowledge: SecretKnowledge): KnownSecrets {
  const objects = new Map(catalog.objects);
  const untold: ObjectId[] = [];
  for (const to of desired.catalog.objects.values()) {
    const from = catalog.objects.get(to.id);
    const fields = from === undefined ? [] : setSecrets(from, to).filter((field) => isPlanned(from, field, desired.scope));
    if (from === undefined || fields.length === 0) continue;
    const told = fields.flatMap((field) => {
      const value = toldOf(field, { from, to, knowledge });
      return value === undefined ? [] : [[field, value] as const];
    });
    if (told.length < fields.length) untold.push(to.id);
    if (told.length > 0) objects.set(to.id, { ...from, fields: { ...from.fields, ...Object.fromEntries(told) } });
  }
  const { state, secrets } = knowledge;
  const isKept = state.kind === "present" && secrets.hasKey;
  return { catalog: { ...catalog, objects }, notes: isKept && untold.length > 0 ? [noteOf(untold.sort())] : [] };
}

/** Only what could become a step is worth a word. */
function isPlanned(from: AnyObject, field: string, scope: Scope): boolean {
  const { aside, manages } = scope.of(from);
  return !aside && manages(field);
}

/** The secret fields that are described, and of which the account tells only that they are set. */
function setSecrets(from: AnyObject, to: AnyObject): readonly string[] {
  return secretFields(to).filter((field) => isUnknown(from.fields[field]));
}

/** The secret fields that are described. */
export function secretFields(object: AnyObject): readonly string[] {
  const { fields } = kindNamed(object.kind);
  return Object.keys(fields).filter((field) => fields[field]?.secret === true && known(object.fields[field]) !== undefined);
}

interface Told {
  readonly from: AnyObject;
  readonly to: AnyObject;
  readonly knowledge: SecretKnowledge;
}

/** The described value if the account's is that one, another one if it is not; `undefined` if nothing tells. */
function toldOf(field: string, { from, to, knowledge }: Told): Value | undefined {
  const { state, secrets, refresh } = knowledge;
  if (refresh === true) return PERHAPS;
  const value = known(to.fields[field]);
  const mark = state.kind === "present" ? markOf(from, state) : null;
  const marked = mark?.secrets[field];
  if (mark === null || marked === undefined || value === undefined) return undefined;
  const described = secrets.boundDigests(to.id, field, value).find(({ key }) => key === mark.key);
  if (described === undefined) return undefined;
  return described.digest === marked ? value : ANOTHER;
}

/** The object's mark, unless the object was made after it: then it is another one of the same name. */
function markOf(object: AnyObject, state: Extract<StateReading, { readonly kind: "present" }>): Mark | null {
  const name = markTable(object.id);
  const table = state.tables.find((each) => each.name === name);
  if (table === undefined) return null;
  const [made, marked] = [instantOf(object.createdOn), instantOf(table.createdOn)];
  return made !== null && marked !== null && marked < made ? null : readMark(table.comment);
}

/** So many are named. */
const MOST_NAMED = 5;

function noteOf(untold: readonly ObjectId[]): Note {
  const names = untold.slice(0, MOST_NAMED).map((id) => id.replace(":", " "));
  const more = untold.length > MOST_NAMED ? ` and ${untold.length - MOST_NAMED} more` : "";
  return {
    severity: "warning",
    code: "ST2020",
    message: `cannot tell whether the secrets in the account are the described ones, because no mark that this key made is there: ${names.join(", ")}${more}`,
    about: untold[0] ?? "",
    hint: "--refresh-secrets sets every described secret again and marks it",
  };
}
