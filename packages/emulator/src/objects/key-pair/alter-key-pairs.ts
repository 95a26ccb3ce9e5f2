import { holds, owns } from "../../access/authorize.ts";
import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { EXECUTED, type ResultSet, statusResult } from "../../result.ts";
import { alreadyExists, compilationError, doesNotExist, invalidProperty, invalidValue } from "../../sql-error.ts";
import { refuseCredential, roleGrantedTo } from "../access-token/check-new-token.ts";
import type { Alteration } from "../object-class.ts";
import { readPublicKey } from "../rsa-key.ts";
import { type KeyPair, keyPairsOf, statusOfPair, withKeyPairs } from "./key-pair.ts";

const HOUR = 3_600_000;
const DAY = 86_400_000;
const MOST = 10;
const MANAGES = "MODIFY PROGRAMMATIC AUTHENTICATION METHODS";
/** Names of the keys in RSA_PUBLIC_KEY and RSA_PUBLIC_KEY_2. */
const RESERVED = ["PUBLIC_KEY_1", "PUBLIC_KEY_2"];

/** Unlike tokens, a person's own key pairs are also managed by who may (docs: sql-reference/sql/alter-user-add-key-pair, "Access control requirements"). */
export function managesKeyPairs(context: Context, user: Entry): boolean {
  return owns(context, user) || holds(context.draft.catalog, context.active.all, { privilege: MANAGES, on: user });
}

type Run = (context: Context, user: Entry) => ResultSet;

/** Reads `{ ADD | MODIFY | ROTATE | REMOVE } KEY PAIR ...`; `null` (and nothing read) if something else comes next. */
export function readKeyPairAlteration(cursor: Cursor): Alteration | null {
  for (const verb of ["ADD", "MODIFY", "ROTATE", "REMOVE"] as const) {
    if (!cursor.accept(`${verb} KEY PAIR`)) continue;
    const name = readName(cursor);
    const run = { ADD: readAdd, MODIFY: readModify, ROTATE: readRotate, REMOVE: readRemove }[verb](cursor, name);
    return { needs: [MANAGES], allows: managesKeyPairs, run };
  }
  return null;
}

function readName(cursor: Cursor): string {
  const name = cursor.identifier();
  if (RESERVED.includes(name)) refuseCredential(`The name ${name} is reserved for a key in RSA_PUBLIC_KEY or RSA_PUBLIC_KEY_2.`);
  return name;
}

function keep(context: Context, user: Entry, pairs: readonly KeyPair[]): void {
  if (pairs.length > MOST) refuseCredential(`A user can have at most ${MOST} key pairs.`);
  context.draft.change(user.id, { properties: withKeyPairs(user, pairs) });
}

function found(context: Context, user: Entry, name: string): KeyPair {
  const pair = keyPairsOf(user, context.now).find((each) => each.name === name);
  if (pair === undefined) throw doesNotExist("Key pair", name);
  return pair;
}

/** "The public key must be unique among all of the user's active keys." */
function newKey(context: Context, user: Entry, text: string): { readonly key: string; readonly fingerprint: string } {
  const read = readPublicKey(text, "PUBLIC_KEY");
  const active = keyPairsOf(user, context.now).filter((pair) => statusOfPair(pair, context.now) === "ACTIVE");
  const others = [...active.map(({ fingerprint }) => fingerprint), user.properties.RSA_PUBLIC_KEY_FP, user.properties.RSA_PUBLIC_KEY_2_FP];
  if (others.includes(read.fingerprint)) refuseCredential(`User ${user.name} already has this public key.`);
  return read;
}

interface Spec {
  readonly key?: string;
  readonly role?: string;
  readonly days?: number;
  readonly hours?: number;
  readonly comment?: string;
}

function readSpec(cursor: Cursor, allowed: readonly string[]): Spec & { readonly key: string } {
  let spec: Spec = {};
  while (!cursor.atEnd) {
    const property = cursor.next().value;
    if (!allowed.includes(property)) throw invalidProperty(property, "KEY PAIR");
    cursor.expect("=");
    if (property === "PUBLIC_KEY") spec = { ...spec, key: cursor.string() };
    else if (property === "ROLE_RESTRICTION") spec = { ...spec, role: cursor.string() };
    else if (property === "COMMENT") spec = { ...spec, comment: cursor.string() };
    else spec = { ...spec, [property === "DAYS_TO_EXPIRY" ? "days" : "hours"]: cursor.integer() };
  }
  const { key } = spec;
  if (key === undefined) throw compilationError("001008", "22023", "Missing option(s): [PUBLIC_KEY].");
  return { ...spec, key };
}

function readAdd(cursor: Cursor, name: string): Run {
  const spec = readSpec(cursor, ["PUBLIC_KEY", "ROLE_RESTRICTION", "DAYS_TO_EXPIRY", "COMMENT"]);
  const days = spec.days ?? null;
  if (days !== null && days < 1) throw invalidValue(String(days), "DAYS_TO_EXPIRY");
  return (context, user) => {
    const { now } = context;
    const pairs = keyPairsOf(user, now);
    if (pairs.some((pair) => pair.name === name)) throw alreadyExists(name);
    const added: KeyPair = {
      name,
      ...newKey(context, user, spec.key),
      role: spec.role === undefined ? null : roleGrantedTo(context, user, spec.role).id,
      createdOn: now,
      createdBy: entryOf(context.draft.catalog, context.session.user)?.name ?? "",
      days,
      expiresAt: days === null ? null : now + days * DAY,
      comment: spec.comment ?? null,
      disabled: false,
      rotatedTo: null,
    };
    keep(context, user, [...pairs, added]);
    return statusResult(EXECUTED);
  };
}

function readModify(cursor: Cursor, name: string): Run {
  const change = readChange(cursor);
  return (context, user) => {
    const pair = found(context, user, name);
    const to = change(pair);
    const pairs = keyPairsOf(user, context.now);
    if (to.name !== name && pairs.some((each) => each.name === to.name)) throw alreadyExists(to.name);
    keep(
      context,
      user,
      pairs.map((each) => (each.name === name ? to : each)),
    );
    return statusResult(EXECUTED);
  };
}

type Change = (pair: KeyPair) => KeyPair;

function readChange(cursor: Cursor): Change {
  if (cursor.accept("RENAME TO")) {
    const name = readName(cursor);
    return (pair) => ({ ...pair, name });
  }
  const isSet = cursor.accept("SET");
  if (!isSet) cursor.expect("UNSET");
  const changes: Change[] = [];
  do changes.push(readSetting(cursor, isSet));
  while (cursor.accept(",") || !cursor.atEnd);
  return (pair) => changes.reduce((to, change) => change(to), pair);
}

function readSetting(cursor: Cursor, isSet: boolean): Change {
  const property = cursor.acceptOneOf(["DISABLED", "COMMENT"]);
  if (property === null) throw invalidProperty(cursor.peek().value, "KEY PAIR");
  if (!isSet) return (pair) => (property === "DISABLED" ? { ...pair, disabled: false } : { ...pair, comment: null });
  cursor.expect("=");
  if (property === "COMMENT") {
    const comment = cursor.string();
    return (pair) => ({ ...pair, comment });
  }
  const disabled = cursor.accept("TRUE");
  if (!disabled) cursor.expect("FALSE");
  return (pair) => ({ ...pair, disabled });
}

/** (docs: sql-reference/sql/alter-user-rotate-key-pair) */
function readRotate(cursor: Cursor, name: string): Run {
  const { key, hours = null } = readSpec(cursor, ["PUBLIC_KEY", "EXPIRE_ROTATED_KEY_PAIR_AFTER_HOURS"]);
  return (context, user) => {
    const { now } = context;
    const pair = found(context, user, name);
    if (pair.rotatedTo !== null) refuseCredential(`Key pair ${name} was rotated; rotate ${pair.rotatedTo}.`);
    const left = pair.expiresAt === null ? Number.POSITIVE_INFINITY : Math.max(0, (pair.expiresAt - now) / HOUR);
    if (hours !== null && (hours < 0 || hours > left)) throw invalidValue(String(hours), "EXPIRE_ROTATED_KEY_PAIR_AFTER_HOURS");
    const to: KeyPair = { ...pair, ...newKey(context, user, key), createdOn: now, expiresAt: pair.days === null ? null : now + pair.days * DAY };
    // "0 to disable the prior key pair immediately"
    const ends = hours === 0 ? { disabled: true } : { expiresAt: now + Math.min(hours ?? 24, left) * HOUR };
    const prior: KeyPair = { ...pair, name: `${name}_ROTATED_${now}`, rotatedTo: name, ...ends };
    keep(context, user, [...keyPairsOf(user, now).map((each) => (each.name === name ? to : each)), prior]);
    return statusResult(EXECUTED);
  };
}

function readRemove(cursor: Cursor, name: string): Run {
  cursor.end();
  return (context, user) => {
    found(context, user, name);
    keep(
      context,
      user,
      keyPairsOf(user, context.now).filter((pair) => pair.name !== name),
    );
    return statusResult(EXECUTED);
  };
}
