import { parameterOf } from "../../derive/parameters.ts";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";

/** What SHOW USERS and SHOW PARAMETERS say in their own way. (docs: sql-reference/sql/show-users) */
export function decodeUser(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  return {
    password: onlyWhether(rows.row, ["has_password"], "a password cannot be read back"),
    workload_identity: onlyWhether(rows.row, ["has_workload_identity", "has_federated_workload_authentication"], "SHOW USERS tells only that there is one"),
    session_params: sessionParamsOf(rows),
  };
}

/** To a role that may not see the user every column but the name is NULL; a login name is never NULL otherwise (RA 9). */
export function hiddenUser(row: RowView): string | null {
  return (row.get("login_name") ?? null) === null ? "SHOW USERS tells no more than the name without OWNERSHIP of the user or MANAGE GRANTS" : null;
}

/** A value of which the account tells only if there is one. */
function onlyWhether(row: RowView, columns: readonly string[], why: string): Read<Value> {
  const cell = columns.map((column) => row.get(column)).find((value) => value !== undefined);
  if (cell === undefined) return unknown(`SHOW USERS has no column ${columns[0]}`);
  return cell === "true" ? unknown(why) : undefined;
}

/** Only what is set on the user (RA 10); a network policy has a field of its own. */
function sessionParamsOf(rows: ObjectRows): Read<Value> {
  const all = rows.also("PARAMETERS");
  if (isUnknown(all)) return all;
  const own = all.filter((row) => row.get("level") === "USER" && row.get("key") !== "NETWORK_POLICY");
  return Object.fromEntries(own.map((row) => [row.get("key") ?? "", parameterOf(row)]));
}
