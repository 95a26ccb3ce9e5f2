import { displayed, exactly } from "@snowtower/sql";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, type Unknown, unknown, type Value } from "../../value.ts";
import { moment } from "../../value-types/moment.ts";

const NEVER_TOLD = unknown("a secret cannot be read back");

/** What DESCRIBE SECRET tells of what is not secret, and which values nobody is told (docs: sql-reference/sql/desc-secret). */
export function decodeSecret(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const type = rows.row.get("secret_type") ?? "";
  const isOf = (...types: readonly string[]): boolean => types.includes(type);
  return {
    ...describedFields(rows.also("DESCRIBE")),
    // Without its value there is no such secret.
    ...(isOf("PASSWORD") ? { password: NEVER_TOLD } : {}),
    ...(isOf("GENERIC_STRING", "GENERIC") ? { secret_string: NEVER_TOLD } : {}),
    ...(isOf("OAUTH2") ? { oauth_refresh_token: NEVER_TOLD } : {}),
    ...(isOf("CLOUD_PROVIDER_TOKEN") ? { enabled: unknown("DESCRIBE SECRET does not tell ENABLED") } : {}),
  };
}

function describedFields(rows: readonly RowView[] | Unknown): { readonly [field: string]: Read<Value> } {
  const of = (column: string, read: (cell: string) => Read<Value>): Read<Value> => {
    if (isUnknown(rows)) return rows;
    const cell = rows[0]?.get(column);
    if (cell === undefined) return unknown(`DESCRIBE SECRET has no column ${column}`);
    return cell === null || cell === "" ? undefined : read(cell);
  };
  return {
    username: of("username", (cell) => cell),
    api_authentication: of("integration_name", (cell) => displayed(exactly(cell))),
    oauth_scopes: of("oauth_scopes", splitScopes),
    oauth_refresh_token_expiry_time: of("oauth_refresh_token_expiry_time", (cell) => moment.decode(cell)),
    algorithm: of("algorithm", (cell) => cell),
  };
}

/** "A comma-separated list", in brackets or not. */
function splitScopes(cell: string): Read<Value> {
  const scopes = cell
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map((scope) => scope.trim().replace(/^(["'])(.*)\1$/, "$2"));
  const named = scopes.filter((scope) => scope !== "");
  return named.length === 0 ? undefined : named;
}
