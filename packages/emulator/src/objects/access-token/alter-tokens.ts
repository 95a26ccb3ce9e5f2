import { holds, owns } from "../../access/authorize.ts";
import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { EXECUTED, type ResultSet, statusResult, textColumn } from "../../result.ts";
import { alreadyExists, doesNotExist, invalidProperty, invalidValue, SqlError } from "../../sql-error.ts";
import type { Alteration } from "../object-class.ts";
import { type AccessToken, accessTokensOf, hashSecret, newSecret, statusOf, withAccessTokens } from "./access-token.ts";
import { checkNewToken, type TokenSpec } from "./check-new-token.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const MOST = 15;
const MANAGES = "MODIFY PROGRAMMATIC AUTHENTICATION METHODS";

/** A person manages his own without a privilege; a service's are managed by who may (docs: user-guide/programmatic-access-tokens, "Privileges required"). */
export function managesTokens(context: Context, user: Entry): boolean {
  if (user.id === context.session.user && (user.properties.TYPE ?? "PERSON") === "PERSON") return true;
  return owns(context, user) || holds(context.draft.catalog, context.active.all, { privilege: MANAGES, on: user });
}

/** Reads `{ ADD | MODIFY | ROTATE | REMOVE } { PROGRAMMATIC ACCESS TOKEN | PAT } ...`; `null` (and nothing read) if something else comes next. */
export function readTokenAlteration(cursor: Cursor): Alteration | null {
  for (const verb of ["ADD", "MODIFY", "ROTATE", "REMOVE"] as const) {
    if (!cursor.accept(`${verb} PROGRAMMATIC ACCESS TOKEN`) && !cursor.accept(`${verb} PAT`)) continue;
    const run = { ADD: readAdd, MODIFY: readModify, ROTATE: readRotate, REMOVE: readRemove }[verb](cursor);
    return {
      needs: [MANAGES],
      allows: managesTokens,
      run(context, user) {
        if (verb !== "ADD") checkSession(context, user);
        return run(context, user);
      },
    };
  }
  return null;
}

type Run = (context: Context, user: Entry) => ResultSet;

/** "You cannot modify, rename, rotate, or revoke a programmatic access token in a session where you used [one] for that same user" */
function checkSession(context: Context, user: Entry): void {
  const { login } = context.session;
  if (login?.method !== "PROGRAMMATIC_ACCESS_TOKEN" || user.id !== context.session.user) return;
  throw new SqlError(
    "003658",
    "42501",
    "SQL execution error: A session that was opened with a programmatic access token cannot change the tokens of its user.",
  );
}

function keep(context: Context, user: Entry, tokens: readonly AccessToken[]): void {
  context.draft.change(user.id, { properties: withAccessTokens(user, tokens) });
}

function checkCount(tokens: readonly AccessToken[], now: number): void {
  if (tokens.filter((token) => statusOf(token, now) !== "EXPIRED").length <= MOST) return;
  throw new SqlError("003657", "22023", `SQL execution error: A user can have at most ${MOST} programmatic access tokens.`);
}

/** Gives the secret, which RESULT_SCAN does not give again. */
function secretResult(cells: Readonly<Record<string, string>>): ResultSet {
  return { columns: Object.keys(cells).map((name) => textColumn(name)), rows: [Object.values(cells)], status: "", once: true };
}

function readAdd(cursor: Cursor): Run {
  const ifNotExists = cursor.accept("IF NOT EXISTS");
  const name = cursor.identifier();
  const spec = readSpec(cursor);
  return (context, user) => {
    const { now } = context;
    const tokens = accessTokensOf(user, now);
    if (tokens.some((token) => token.name === name)) {
      if (ifNotExists) return statusResult(EXECUTED);
      throw alreadyExists(name);
    }
    const { role, days } = checkNewToken(context, user, spec);
    const secret = newSecret(user.id);
    const added: AccessToken = {
      name,
      hash: hashSecret(secret),
      role,
      createdOn: now,
      createdBy: entryOf(context.draft.catalog, context.session.user)?.name ?? "",
      days,
      expiresAt: now + days * DAY,
      comment: spec.comment ?? null,
      disabled: false,
      bypassEnds: spec.bypassMins === undefined ? null : now + spec.bypassMins * MINUTE,
      rotatedTo: null,
    };
    checkCount([...tokens, added], now);
    keep(context, user, [...tokens, added]);
    return secretResult({ token_name: name, token_secret: secret });
  };
}

function readMinutes(cursor: Cursor): number {
  const minutes = cursor.integer();
  if (minutes < 1 || minutes > 1440) throw invalidValue(String(minutes), "MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT");
  return minutes;
}

function readSpec(cursor: Cursor): TokenSpec {
  let spec: TokenSpec = {};
  while (!cursor.atEnd) {
    const property = cursor.next().value;
    cursor.expect("=");
    if (property === "ROLE_RESTRICTION") spec = { ...spec, role: cursor.string() };
    else if (property === "DAYS_TO_EXPIRY") spec = { ...spec, days: cursor.integer() };
    else if (property === "MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT") spec = { ...spec, bypassMins: readMinutes(cursor) };
    else if (property === "COMMENT") spec = { ...spec, comment: cursor.string() };
    else throw invalidProperty(property, "PROGRAMMATIC ACCESS TOKEN");
  }
  return spec;
}

/** `[IF EXISTS] <name>`, and what is done with that token. */
function readToken(cursor: Cursor): (context: Context, user: Entry) => AccessToken | null {
  const ifExists = cursor.accept("IF EXISTS");
  const name = cursor.identifier();
  return (context, user) => {
    const token = accessTokensOf(user, context.now).find((each) => each.name === name);
    if (token === undefined && !ifExists) throw doesNotExist("Programmatic access token", name);
    return token ?? null;
  };
}

type Change = (token: AccessToken, context: Context, user: Entry) => AccessToken;

function readModify(cursor: Cursor): Run {
  const find = readToken(cursor);
  const change = readChange(cursor);
  return (context, user) => {
    const token = find(context, user);
    if (token === null) return statusResult(EXECUTED);
    // "You can't make any other types of changes to this token" (docs: sql-reference/sql/alter-user-rotate-programmatic-access-token)
    if (token.rotatedTo !== null) throw new SqlError("003657", "22023", `SQL execution error: Token ${token.name} was rotated and can only be removed.`);
    const to = change(token, context, user);
    const tokens = accessTokensOf(user, context.now);
    if (to.name !== token.name && tokens.some(({ name }) => name === to.name)) throw alreadyExists(to.name);
    keep(
      context,
      user,
      tokens.map((each) => (each === token || each.name === token.name ? to : each)),
    );
    return statusResult(EXECUTED);
  };
}

function readChange(cursor: Cursor): Change {
  if (cursor.accept("RENAME TO")) {
    const name = cursor.identifier();
    return (token) => ({ ...token, name });
  }
  const isSet = cursor.accept("SET");
  if (!isSet) cursor.expect("UNSET");
  const changes: Change[] = [];
  do changes.push(isSet ? readSetting(cursor) : readUnsetting(cursor));
  while (cursor.accept(",") || !cursor.atEnd);
  return (token, context, user) => changes.reduce((to, change) => change(to, context, user), token);
}

function readSetting(cursor: Cursor): Change {
  const property = cursor.next().value;
  cursor.expect("=");
  if (property === "DISABLED") {
    const disabled = cursor.accept("TRUE");
    if (!disabled) cursor.expect("FALSE");
    return (token) => ({ ...token, disabled });
  }
  if (property === "COMMENT") {
    const comment = cursor.string();
    return (token) => ({ ...token, comment });
  }
  if (property !== "MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT") throw invalidProperty(property, "PROGRAMMATIC ACCESS TOKEN");
  const minutes = readMinutes(cursor);
  return (token, { now }, user) => {
    const type = String(user.properties.TYPE ?? "PERSON");
    if (type !== "PERSON") throw new SqlError("003657", "22023", `SQL execution error: Cannot set ${property} for users with TYPE=${type}.`);
    return { ...token, bypassEnds: now + minutes * MINUTE };
  };
}

function readUnsetting(cursor: Cursor): Change {
  const property = cursor.next().value;
  if (property === "DISABLED") return (token) => ({ ...token, disabled: false });
  if (property === "COMMENT") return (token) => ({ ...token, comment: null });
  if (property === "MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT") return (token) => ({ ...token, bypassEnds: null });
  throw invalidProperty(property, "PROGRAMMATIC ACCESS TOKEN");
}

function readRotate(cursor: Cursor): Run {
  const find = readToken(cursor);
  let hours: number | null = null;
  if (cursor.accept("EXPIRE_ROTATED_TOKEN_AFTER_HOURS")) {
    cursor.expect("=");
    hours = cursor.integer();
  }
  return (context, user) => {
    const token = find(context, user);
    if (token === null) return statusResult(EXECUTED);
    const { now } = context;
    const left = Math.max(0, (token.expiresAt - now) / HOUR);
    if (hours !== null && (hours < 0 || hours > left)) throw invalidValue(String(hours), "EXPIRE_ROTATED_TOKEN_AFTER_HOURS");
    const secret = newSecret(user.id);
    const to: AccessToken = { ...token, hash: hashSecret(secret), createdOn: now, expiresAt: now + token.days * DAY };
    const rotated: AccessToken = { ...token, name: `${token.name}_ROTATED_${now}`, expiresAt: now + Math.min(hours ?? 24, left) * HOUR, rotatedTo: token.name };
    const tokens = [...accessTokensOf(user, now).map((each) => (each.name === token.name ? to : each)), rotated];
    checkCount(tokens, now);
    keep(context, user, tokens);
    return secretResult({ token_name: token.name, token_secret: secret, rotated_token_name: rotated.name });
  };
}

function readRemove(cursor: Cursor): Run {
  const find = readToken(cursor);
  return (context, user) => {
    const token = find(context, user);
    if (token === null) return statusResult(EXECUTED);
    keep(
      context,
      user,
      accessTokensOf(user, context.now).filter(({ name }) => name !== token.name),
    );
    return statusResult(`Programmatic access token ${token.name} successfully removed.`);
  };
}
