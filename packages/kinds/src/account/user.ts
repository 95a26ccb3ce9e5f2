import { displayed, exactly, parseQualifiedName } from "@snowtower/sql";
import { field } from "../field.ts";
import { type CompileContext, defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import type { Spec } from "../spec.ts";
import type { Read, Value } from "../value.ts";
import { list } from "../value-types/collection.ts";
import { accountName } from "../value-types/name.ts";
import { bool, oneOf, text } from "../value-types/scalar.ts";
import { secretText } from "../value-types/secret-text.ts";
import { networkPolicy } from "./network-policy.ts";
import { decodeUser, hiddenUser } from "./user/decode-user.ts";
import { namespace } from "./user/namespace.ts";
import { publicKey } from "./user/public-key.ts";
import { renderUser } from "./user/render-user.ts";
import { sessionParams } from "./user/session-params.ts";
import { userDanger } from "./user/user-danger.ts";
import { inEnvironment, type WorkloadIdentity, workloadIdentity } from "./user/workload-identity.ts";

const fields = {
  login_name: field(text, "The name to log in with, in upper case behind the environment's prefix; the user's name if the file names none.", {
    sql: "LOGIN_NAME",
    from: { show: "login_name" },
  }),
  display_name: field(text, "The name that Snowsight shows, in upper case; the user's name if the file names none.", {
    sql: "DISPLAY_NAME",
    from: { show: "display_name" },
  }),
  first_name: field(text, "The first name; not for a SERVICE user.", { from: { show: "first_name" } }),
  last_name: field(text, "The last name; not for a SERVICE user.", { from: { show: "last_name" } }),
  email: field(text, "The address for notifications and invitations.", { sql: "EMAIL", from: { show: "email" } }),
  disabled: field(bool, "The user cannot log in, and his running queries are aborted.", { sql: "DISABLED", from: { show: "disabled" }, default: false }),
  password: field(secretText, "The password; set when the user is created or has none, never compared.", { secret: true, absent: "unmanaged" }),
  rsa_public_key: field(publicKey, "The public key for key-pair authentication, as PEM or its base64 text.", {
    sql: "RSA_PUBLIC_KEY",
    from: { describe: "RSA_PUBLIC_KEY" },
  }),
  rsa_public_key_2: field(publicKey, "The second public key, for changing keys without an interruption.", {
    sql: "RSA_PUBLIC_KEY_2",
    from: { describe: "RSA_PUBLIC_KEY_2" },
  }),
  type: field(oneOf(["PERSON", "SERVICE", "SERVICE_AGENT", "LEGACY_SERVICE"]), "PERSON, or SERVICE for a program; a service cannot have a password.", {
    from: { show: "type" },
    default: "PERSON",
  }),
  workload_identity: field(
    workloadIdentity,
    "The identity of a program at its cloud: type, arn, issuer, subject; set when the user has none, never compared.",
    {
      absent: "unmanaged",
    },
  ),
  default_warehouse: field(
    accountName({ prefixed: true }),
    "The warehouse of a new session; the first one that the user's business roles may use if the file names none.",
    {
      sql: "DEFAULT_WAREHOUSE",
      from: { show: "default_warehouse" },
    },
  ),
  default_namespace: field(namespace, "The database, or database and schema, of a new session.", {
    sql: "DEFAULT_NAMESPACE",
    from: { show: "default_namespace" },
  }),
  default_role: field(accountName({ prefixed: true }), "The primary role of a new session; the user's own derived role if the file names none.", {
    sql: "DEFAULT_ROLE",
    from: { show: "default_role" },
  }),
  network_policy: field(accountName({ prefixed: true }), "The network policy that is in force for the user, instead of the account's.", {
    sql: "NETWORK_POLICY",
    from: { parameter: "NETWORK_POLICY" },
    othersStay: true,
  }),
  session_params: field(sessionParams, "Parameters of the user's sessions: query_tag, statement_timeout_in_seconds, timezone, ...", { default: {} }),
  comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
};

export const user = defineKind({
  name: "user",
  label: "USER",
  plural: "USERS",
  scope: "account",
  layout: "root file",
  doc: "A person or a program that logs in.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-user",
  fields,
  config: {
    business_roles: field(list(text, { min: 1 }), "The business roles that the user has."),
  },
  later: ["authentication_policy"],
  sources: [{ from: "show", what: "USERS", paged: true, late: { view: "USERS", latency: "2 hours" } }, { from: "describe" }, { from: "parameters" }],
  lesser: "SHOW USERS names every user to everybody; all else, and DESCRIBE USER, take OWNERSHIP of the user (the list also MANAGE GRANTS).",
  needs: {
    create: [{ privilege: "CREATE USER", on: "account" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  // "The output always includes the username in the name column", whoever asks (docs: sql-reference/sql/show-users).
  listedToAll: true,
  hidden: ({ row }) => hiddenUser(row),
  bears: { tags: "USER" },
  baseline: ({ row }) => row.get("name") === "SNOWFLAKE",
  refs: policyOf,
  danger: userDanger,
  decode: decodeUser,
  compile: compileUser,
  create: (object) => renderUser.create(object),
  alter: (change, changed) => renderUser.alter(change, changed),
});

function policyOf({ fields: { network_policy: policy } }: AnyObject): readonly ObjectId[] {
  const name = known(policy);
  return typeof name === "string" ? [idOf(networkPolicy.name, parseQualifiedName(name) ?? [])] : [];
}

/** SnowDDL's defaults: names in upper case, the derived user role, a warehouse of the business roles. */
function compileUser(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const given = spec.fields;
  const stored = spec.name[0] ?? exactly("");
  const login = given.login_name;
  const identity = given.workload_identity;
  const warehouse = given.default_warehouse ?? context.warehouseOf((given.business_roles as readonly string[] | undefined) ?? []);
  return {
    ...given,
    login_name: login === undefined ? stored : `${context.prefix}${String(login)}`.toUpperCase(),
    display_name: given.display_name === undefined ? stored : String(given.display_name).toUpperCase(),
    default_role: given.default_role ?? displayed(exactly(`${stored}__U_ROLE`)),
    ...(warehouse === undefined ? {} : { default_warehouse: warehouse }),
    ...(identity === undefined ? {} : { workload_identity: inEnvironment(identity as WorkloadIdentity, context.prefix) }),
  };
}
