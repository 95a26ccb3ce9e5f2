import type { ObjectChange } from "../change.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { isUnknown } from "../value.ts";
import { list } from "../value-types/collection.ts";
import { moment } from "../value-types/moment.ts";
import { accountName } from "../value-types/name.ts";
import { bool, oneOf, text } from "../value-types/scalar.ts";
import { secretText } from "../value-types/secret-text.ts";
import { checkSecret } from "./secret/check-secret.ts";
import { decodeSecret } from "./secret/decode-secret.ts";
import { alterSecret, createSecret, secretReplaceReasons } from "./secret/render-secret.ts";
import { SECRET_TYPES, type SecretTypeName } from "./secret/secret-types.ts";

/** DESCRIBE SECRET calls one of them GENERIC. */
const type = oneOf(Object.keys(SECRET_TYPES) as SecretTypeName[], { GENERIC: "GENERIC_STRING" });

export const secret = defineKind({
  name: "secret",
  label: "SECRET",
  plural: "SECRETS",
  scope: "schema",
  layout: "object file",
  doc: "Credentials that functions, procedures and integrations use and nobody can read back.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-secret",
  fields: {
    type: field(type, "What it holds: PASSWORD, GENERIC_STRING, OAUTH2, CLOUD_PROVIDER_TOKEN, SYMMETRIC_KEY or WORKLOAD_IDENTITY_FEDERATION.", {
      from: { show: "secret_type" },
      change: "replace",
    }),
    api_authentication: field(accountName({ prefixed: false }), "The security integration that it authenticates with."),
    oauth_scopes: field(list(text, { min: 1, unordered: true }), "The scopes to ask for; all that the integration has if the file names none."),
    oauth_refresh_token: field(secretText, "The token that gets new access tokens.", { secret: true, absent: "unmanaged", acts: true }),
    oauth_refresh_token_expiry_time: field(moment, "When the refresh token expires.", { brings: ["oauth_refresh_token"] }),
    enabled: field(bool, "Whether a cloud provider's token is enabled; only said when it is created, as nothing tells it later.", {
      change: "ignore",
      absent: "unmanaged",
      untold: true,
    }),
    username: field(text, "The user name that belongs to the password.", { acts: true, brings: ["password"] }),
    password: field(secretText, "The password.", { secret: true, absent: "unmanaged", acts: true, vital: true }),
    secret_string: field(secretText, "The value of a GENERIC_STRING: a token, a key.", { secret: true, absent: "unmanaged", acts: true, vital: true }),
    algorithm: field(oneOf(["GENERIC"]), "How the key of a SYMMETRIC_KEY is made: GENERIC.", { change: "replace" }),
    comment: field(text, "A comment.", { from: { show: "comment" }, group: "envelope" }),
  },
  required: ["type"],
  sources: [{ from: "show", what: "SECRETS", paged: false, late: { view: "SECRETS", latency: "2 hours" } }, { from: "describe" }],
  lesser: "All but its type, scopes and comment takes USAGE or READ on it. Its value is told to nobody.",
  needs: {
    create: [{ privilege: "CREATE SECRET", on: "schema" }],
    alter: [{ privilege: "MODIFY", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  replace: { loses: ["its time of creation"], grants: "lost" },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  decode: decodeSecret,
  compile: checkSecret,
  create: (object, how) => [createSecret(object, how)],
  alter: alterSecret,
  holds: heldBySecret,
  loses: ({ from, fields }) => fields.filter((name) => isUnknown(from?.fields[name])).map((name) => `the former ${name}`),
  whyReplace: secretReplaceReasons,
  danger: secretDanger,
});

/** What Snowflake made with it, and makes another time with another one. */
function heldBySecret({ fields }: AnyObject): readonly string[] {
  const held = known(fields.type);
  if (held === "SYMMETRIC_KEY") return ["the key that Snowflake made"];
  return held === "WORKLOAD_IDENTITY_FEDERATION" ? ["its issuer and subject, which the service outside knows"] : [];
}

function secretDanger({ how, fields }: ObjectChange): readonly string[] {
  const isOther = how === "replace" || fields.some((name) => name !== "comment");
  return isOther ? ["functions and procedures that use it go on with what is set now"] : [];
}
