import type { CompileContext } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import type { Read, Value } from "../../value.ts";
import { refuse } from "../../value-types/refuse.ts";
import { OF_TYPES, SECRET_TYPES, secretType } from "./secret-types.ts";

/** The secret of a file: what its type lacks, and what its type does not know, is told. */
export function checkSecret(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { fields } = spec;
  const type = secretType(fields.type);
  if (type === null) return fields;
  const refused = (field: string, message: string, hint?: string): void =>
    void refuse(context, { code: "ST1104", message, at: spec.places[field] ?? spec.at, ...(hint === undefined ? {} : { hint }) });
  for (const field of OF_TYPES) {
    if (fields[field] !== undefined && !type.needs.includes(field) && !type.may.includes(field))
      refused(field, `${field} is not part of a secret of type ${String(fields.type)}`, `it is for ${typesWith(field).join(", ")}`);
  }
  for (const field of type.needs) {
    if (fields[field] === undefined && spec.places[field] === undefined) refused("type", `a secret of type ${String(fields.type)} needs ${field}`);
  }
  // The client credentials flow has scopes, the authorization code flow a token: one secret is for one of them.
  if (fields.oauth_scopes !== undefined && (fields.oauth_refresh_token ?? fields.oauth_refresh_token_expiry_time) !== undefined)
    refused("oauth_scopes", "oauth_scopes and oauth_refresh_token exclude each other", "scopes are for client credentials, a token for an authorization code");
  return fields;
}

function typesWith(field: string): readonly string[] {
  return Object.keys(SECRET_TYPES).filter((name) => {
    const type = secretType(name);
    return type?.needs.includes(field) === true || type?.may.includes(field) === true;
  });
}
