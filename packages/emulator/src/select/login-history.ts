import { holds, holdsGlobal, owns } from "../access/authorize.ts";
import { entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { LoginEvent } from "../login-history.ts";
import { type Cursor, storedName } from "../parser/cursor.ts";
import { type Cells, type Column, numberColumn, textColumn, timeCell, timeColumn } from "../result.ts";
import { invalidValue } from "../sql-error.ts";
import { acceptFunctionName } from "./governance/read-function.ts";
import type { Relation } from "./relations.ts";

const FACTORS = { PASSWORD: "PASSWORD", KEYPAIR: "RSA_KEYPAIR", PROGRAMMATIC_ACCESS_TOKEN: "PROGRAMMATIC_ACCESS_TOKEN", OAUTH: "OAUTH_ACCESS_TOKEN" } as const;

/** In the order of the page (docs: sql-reference/functions/login_history). */
const COLUMNS: readonly (readonly [Column, (event: LoginEvent) => string | null])[] = [
  [timeColumn("EVENT_TIMESTAMP"), ({ at }) => timeCell(at)],
  [numberColumn("EVENT_ID"), ({ id }) => String(id)],
  [textColumn("EVENT_TYPE"), () => "LOGIN"],
  [textColumn("USER_NAME"), ({ user }) => user],
  [textColumn("CLIENT_IP"), ({ address }) => address],
  [textColumn("REPORTED_CLIENT_TYPE"), ({ clientType }) => clientType],
  [textColumn("REPORTED_CLIENT_VERSION"), ({ clientVersion }) => clientVersion],
  [textColumn("FIRST_AUTHENTICATION_FACTOR"), ({ method }) => (method === null ? null : FACTORS[method])],
  [textColumn("SECOND_AUTHENTICATION_FACTOR"), () => null],
  [textColumn("IS_SUCCESS"), ({ error }) => (error === null ? "YES" : "NO")],
  [numberColumn("ERROR_CODE"), ({ error }) => error?.code ?? null],
  [textColumn("ERROR_MESSAGE"), ({ error }) => error?.message ?? null],
  [numberColumn("RELATED_EVENT_ID"), () => "0"],
  [textColumn("CONNECTION"), () => null],
  [textColumn("CLIENT_PRIVATE_LINK_ID"), ({ endpoint }) => endpoint],
  [textColumn("FIRST_AUTHENTICATION_FACTOR_ID"), ({ credential }) => credential],
  [textColumn("SECOND_AUTHENTICATION_FACTOR_ID"), () => null],
  [textColumn("LOGIN_DETAILS"), () => null],
  [textColumn("AUTHORIZING_INTEGRATION_NAME"), ({ integration }) => integration],
  [textColumn("AUTHENTICATING_INTEGRATION_NAME"), () => null],
];

const MOST = 10_000;

/** TABLE([db.]INFORMATION_SCHEMA.LOGIN_HISTORY[_BY_USER](...)), behind `TABLE (`; `null` (and nothing read) if it is another function. */
export function readLoginHistory(cursor: Cursor): Relation | null {
  const named = acceptFunctionName(cursor, ["LOGIN_HISTORY", "LOGIN_HISTORY_BY_USER"]);
  if (named === null) return null;
  const { name } = named;
  const args = readArguments(cursor, name);
  cursor.expect(")");
  return (context) => {
    named.requireKnown(context);
    const of = name === "LOGIN_HISTORY" ? null : args.user === null ? (own(context)?.name ?? "") : storedName(args.user);
    const events = context.logins.since(context.now).filter((event) => (of === null || event.user === of) && maySee(context, event));
    const rows = events.slice(-args.limit).reverse();
    return { columns: COLUMNS.map(([column]) => column), rows: rows.map((event): Cells => COLUMNS.map(([, cell]) => cell(event))) };
  };
}

function readArguments(cursor: Cursor, name: "LOGIN_HISTORY" | "LOGIN_HISTORY_BY_USER"): { readonly limit: number; readonly user: string | null } {
  let limit = 100;
  let user: string | null = null;
  cursor.expect("(");
  while (!cursor.accept(")")) {
    cursor.accept(",");
    if (cursor.accept("RESULT_LIMIT =>")) {
      limit = cursor.integer();
      if (limit < 1 || limit > MOST) throw invalidValue(String(limit), "RESULT_LIMIT");
    } else if (name === "LOGIN_HISTORY_BY_USER" && cursor.accept("USER_NAME =>")) user = cursor.string();
    else cursor.refuse(`${name}(${cursor.peek().value} => ...)`);
  }
  return { limit, user };
}

function own({ draft, session }: Context): Entry | undefined {
  return entryOf(draft.catalog, session.user);
}

/** One's own, those of users one may monitor, and all for who monitors the account's security. */
function maySee(context: Context, { user: name }: LoginEvent): boolean {
  if (holdsGlobal(context, "MONITOR SECURITY")) return true;
  if (name === null) return false;
  const user = findByName(context.draft.catalog, { parent: ACCOUNT, class: "USER", name, args: null });
  if (user === undefined) return false;
  return user.id === context.session.user || owns(context, user) || holds(context.draft.catalog, context.active.all, { privilege: "MONITOR", on: user });
}
