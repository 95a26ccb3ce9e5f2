import { holdsGlobal } from "../access/authorize.ts";
import { isLevel, requireLevels } from "../access/level-privileges.ts";
import { entryAt, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Id } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { checkParameterEditions } from "../edition/check-parameters.ts";
import { readTagNames, readTags } from "../objects/governance/tags.ts";
import { checkStillAdmitted, withNetworkPolicy } from "../objects/network/network-policy-in-force.ts";
import type { Alteration } from "../objects/object-class.ts";
import { assignToAccount } from "../objects/resource-monitor.ts";
import { readUserPolicy } from "../objects/user-policy/attach.ts";
import { parameterAt, readParameterValue, unknownParameter } from "../parameters/known.ts";
import type { ParameterLevel } from "../parameters/parameter.ts";
import type { Cursor } from "../parser/cursor.ts";
import { nameText } from "../parser/value.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { insufficientPrivileges } from "../sql-error.ts";

/** Parameters to set; `null` unsets. */
type Settings = Readonly<Record<string, string | null>>;

function readSettings(cursor: Cursor, level: ParameterLevel): Settings {
  const isSet = cursor.accept("SET");
  if (!isSet) cursor.expect("UNSET");
  const settings: Record<string, string | null> = {};
  do {
    if (cursor.peek().kind !== "word") cursor.fail();
    const name = cursor.next().value;
    const parameter = parameterAt(level, name);
    if (parameter === null) throw unknownParameter(name, level);
    if (isSet) cursor.expect("=");
    settings[name] = isSet ? readParameterValue(cursor, parameter) : null;
  } while (cursor.accept(",") || !cursor.atEnd);
  return settings;
}

function apply(parameters: Readonly<Record<string, string>>, settings: Settings): Readonly<Record<string, string>> {
  const merged: Record<string, string | null> = { ...parameters, ...settings };
  return Object.fromEntries(Object.entries(merged).filter((pair): pair is [string, string] => pair[1] !== null));
}

/** ALTER SESSION { SET | UNSET } <parameters>. */
export function parseAlterSession(cursor: Cursor): Command {
  cursor.expect("ALTER SESSION");
  const settings = readSettings(cursor, "SESSION");
  cursor.end();
  return {
    type: STATEMENT_TYPE.alterSession,
    readsOnly: false,
    run(context) {
      requireLevels(context, Object.keys(settings), "SESSION");
      context.session = { ...context.session, parameters: apply(context.session.parameters, settings) };
      return statusResult(EXECUTED);
    },
  };
}

/** ALTER ACCOUNT { SET | UNSET } <parameters>. Policies, tags and the rest of the account's life are refused by name. */
export function parseAlterAccount(cursor: Cursor): Command {
  cursor.expect("ALTER ACCOUNT");
  const tags = cursor.accept("SET TAG") ? readTags(cursor, null) : cursor.accept("UNSET TAG") ? readTagNames(cursor, null) : null;
  if (tags !== null) {
    cursor.end();
    return {
      type: STATEMENT_TYPE.ddl,
      readsOnly: false,
      run(context) {
        context.draft.put(tags(context, entryAt(context.draft.catalog, ACCOUNT)));
        return statusResult(EXECUTED);
      },
    };
  }
  for (const other of ["SET PACKAGES", "SET FEATURE"]) {
    if (cursor.sees(other)) cursor.refuse(`ALTER ACCOUNT ${other}`);
  }
  if (!cursor.sees("SET") && !cursor.sees("UNSET")) cursor.refuse(`ALTER ACCOUNT ${cursor.peek().value}`);
  const policy = readUserPolicy(cursor, "ACCOUNT");
  if (policy !== null) return alteringAccount(cursor, policy);
  if (cursor.accept("SET RESOURCE_MONITOR")) return readResourceMonitor(cursor);
  const settings = readSettings(cursor, "ACCOUNT");
  cursor.end();
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    run(context) {
      checkMaySet(context, Object.keys(settings));
      checkParameterEditions(context.account, "ACCOUNT", settings);
      const account = entryAt(context.draft.catalog, ACCOUNT);
      const parameters = withNetworkPolicy(context, apply(account.parameters, settings), account.parameters);
      context.draft.change(ACCOUNT, { parameters });
      if (parameters.NETWORK_POLICY !== account.parameters.NETWORK_POLICY) checkStillAdmitted(context);
      return statusResult(EXECUTED);
    },
  };
}

/** A policy of users: which role may, the policy says. */
function alteringAccount(cursor: Cursor, alteration: Alteration): Command {
  cursor.end();
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    run: (context) => alteration.run(context, entryAt(context.draft.catalog, ACCOUNT)) ?? statusResult(EXECUTED),
  };
}

/** SET RESOURCE_MONITOR = { <name> | NULL }, behind it. */
function readResourceMonitor(cursor: Cursor): Command {
  cursor.expect("=");
  const monitor = nameText(cursor, "RESOURCE_MONITOR") as string | null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    run(context) {
      checkMaySet(context, ["RESOURCE_MONITOR"]);
      assignToAccount(context, monitor);
      return statusResult(EXECUTED);
    },
  };
}

function roleId(context: Context, name: string): Id | null {
  return findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name, args: null })?.id ?? null;
}

/** ACCOUNTADMIN; NETWORK_POLICY also SECURITYADMIN or who holds ATTACH POLICY (docs: sql-reference/parameters, sql/alter-account). */
function checkMaySet(context: Context, names: readonly string[]): void {
  const isActive = (role: string): boolean => context.active.all.has(roleId(context, role) ?? -1);
  if (isActive("ACCOUNTADMIN")) return;
  if (names.every(isLevel)) {
    requireLevels(context, names, "OBJECT");
    return;
  }
  if (names.every((name) => name === "NETWORK_POLICY") && (isActive("SECURITYADMIN") || holdsGlobal(context, "ATTACH POLICY"))) return;
  throw insufficientPrivileges("account", context.account.locator);
}
