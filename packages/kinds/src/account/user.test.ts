import { describe, expect, it } from "vitest";
import { renderObjectChange } from "../derive/render.ts";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { user } from "./user.ts";

const KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA".repeat(6);
const PEM = `-----BEGIN PUBLIC KEY-----\n${KEY.replace(/(.{64})/g, "$1\n")}\n-----END PUBLIC KEY-----\n`;

const row: Cells = {
  name: "JANE",
  created_on: "2026-01-01 00:00:00.000 -0700",
  login_name: "JANE",
  display_name: "JANE",
  first_name: "Jane",
  last_name: null,
  email: null,
  comment: null,
  disabled: "false",
  default_warehouse: "WH",
  default_namespace: "DB.SC",
  default_role: "JANE__U_ROLE",
  owner: "DEPLOYER",
  type: null,
  has_password: "true",
  has_workload_identity: "false",
};
const described2: readonly Cells[] = [
  { property: "RSA_PUBLIC_KEY", value: KEY },
  { property: "RSA_PUBLIC_KEY_2", value: "null" },
];
const parameters: readonly Cells[] = [
  { key: "STATEMENT_TIMEOUT_IN_SECONDS", value: "600", level: "USER", type: "NUMBER" },
  { key: "QUERY_TAG", value: "", level: "", type: "STRING" },
  { key: "NETWORK_POLICY", value: "NP", level: "USER", type: "STRING" },
  { key: "WORKSPACE_USER_SETTINGS", value: "{}", level: "USER", type: "STRING" },
];
const also = { DESCRIBE: described2, PARAMETERS: parameters };
const file = {
  first_name: "Jane",
  password: "hunter2",
  rsa_public_key: PEM,
  default_namespace: "db.sc",
  network_policy: "np",
  session_params: { statement_timeout_in_seconds: 600 },
  business_roles: ["analyst"],
} as const satisfies Plain;
const options = { warehouse: "WH" };

describe("a user's file", () => {
  it("gets SnowDDL's defaults, behind the environment's prefix", () => {
    const to = wellDescribed(user, ["DEV__JANE"], { login_name: "jane@x.com", display_name: "jane" }, { prefix: "DEV__", warehouse: "DEV__WH" });
    expect(to.fields).toMatchObject({ login_name: "DEV__JANE@X.COM", display_name: "JANE", default_role: "DEV__JANE__U_ROLE", default_warehouse: "DEV__WH" });
  });

  it("takes its own warehouse, namespace and role before the derived ones", () => {
    const to = wellDescribed(user, ["DEV__JANE"], { default_warehouse: "own", default_role: "r", default_namespace: "db.sc" }, { prefix: "DEV__", ...options });
    expect(to.fields).toMatchObject({ default_warehouse: "DEV__OWN", default_role: "DEV__R", default_namespace: "DEV__DB.SC" });
  });

  it("gives the password away, and says nothing of it", () => {
    const { object, kept } = described(user, ["JANE"], { password: "hunter2" });
    expect([...kept.values()]).toEqual(["hunter2"]);
    expect(JSON.stringify(object)).not.toContain("hunter2");
    const [refused] = described(user, ["JANE"], { password: 123456 }).diagnostics;
    expect(refused).toMatchObject({ code: "ST1103", message: "expected text, found number" });
  });

  it("refuses a private key without showing it, and what is no key", () => {
    const [refused] = described(user, ["JANE"], { rsa_public_key: "-----BEGIN PRIVATE KEY-----\nabcdef" }).diagnostics;
    expect(refused).toMatchObject({ code: "ST1104", message: "this is a private key" });
    expect(JSON.stringify(refused)).not.toContain("abcdef");
    expect(described(user, ["JANE"], { rsa_public_key: "abc" }).diagnostics[0]?.message).toBe("not an RSA public key");
  });

  it("refuses what is managed later, and a network policy as a parameter", () => {
    expect(described(user, ["JANE"], { authentication_policy: "np" }).diagnostics[0]?.code).toBe("ST1106");
    expect(described(user, ["JANE"], { session_params: { network_policy: "np" } }).diagnostics[0]?.code).toBe("ST1104");
  });

  it("puts the prefix behind the subject of a workload identity", () => {
    const identity = { type: "oidc", issuer: "https://x", subject: "s", oidc_audience_list: ["a"] };
    const to = wellDescribed(user, ["DEV__BOT"], { type: "service", workload_identity: identity }, { prefix: "DEV__" });
    expect(created(to)[0]).toContain("WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = 'https://x' SUBJECT = 's:DEV' OIDC_AUDIENCE_LIST = ('a'))");
  });
});

describe("reading a user", () => {
  it("finds what the file says: no changes", () => {
    expect(changed(readObject(user, row, also), wellDescribed(user, ["JANE"], file, options))).toBeNull();
  });

  it("knows nothing of a user that the role may not see", () => {
    const hidden = Object.fromEntries(Object.keys(row).map((column) => [column, column === "name" ? "JANE" : null]));
    const from = readObject(user, hidden, also);
    expect(Object.values(from.fields).every(isUnknown)).toBe(true);
    expect(changed(from, wellDescribed(user, ["JANE"], { ...file, email: "x@y.z" }, options))).toBeNull();
  });

  it("keeps the columns apart that an old answer does not have", () => {
    const { has_password: _gone, ...old } = row;
    expect(isUnknown(readObject(user, old, also).fields.password)).toBe(true);
  });
});

describe("a user's statements", () => {
  it("creates with a hole for the password", () => {
    const to = wellDescribed(user, ["JANE"], file, options);
    const [statement] = renderObjectChange({ kind: "object", how: "create", from: null, to, fields: [] });
    expect(statement?.text).toBe(
      [
        'CREATE USER "JANE"',
        "LOGIN_NAME = 'JANE'",
        "DISPLAY_NAME = 'JANE'",
        `RSA_PUBLIC_KEY = '${KEY}'`,
        'DEFAULT_WAREHOUSE = "WH"',
        "DEFAULT_NAMESPACE = 'DB.SC'",
        'DEFAULT_ROLE = "JANE__U_ROLE"',
        'NETWORK_POLICY = "NP"',
        "FIRST_NAME = 'Jane'",
        "PASSWORD = ${secret:x.yaml:3:1#d1}",
        "STATEMENT_TIMEOUT_IN_SECONDS = 600",
      ].join("\n  "),
    );
    expect(statement?.secrets).toEqual([{ ref: "x.yaml:3:1", digest: "d1" }]);
  });

  it("sets a password only where there is none, in a statement of its own", () => {
    const from = readObject(user, { ...row, has_password: "false" }, also);
    const change = changed(from, wellDescribed(user, ["JANE"], { ...file, email: "j@x.com" }, options));
    expect(change?.sql()).toEqual(['ALTER USER "JANE" SET PASSWORD = ${secret:x.yaml:3:1#d1}', `ALTER USER "JANE" SET EMAIL = 'j@x.com'`]);
  });

  it("unsets what a service cannot have before it becomes one, and sets it after it is none", () => {
    const from = readObject(user, row, also);
    const service = wellDescribed(
      user,
      ["JANE"],
      { rsa_public_key: PEM, type: "SERVICE", default_namespace: "db.sc", network_policy: "np", session_params: file.session_params },
      options,
    );
    expect(changed(from, service)?.sql()).toEqual(['ALTER USER "JANE" UNSET FIRST_NAME', 'ALTER USER "JANE" SET TYPE = SERVICE']);
    expect(changed(service, wellDescribed(user, ["JANE"], { ...file, password: null }, options))?.sql()).toEqual([
      'ALTER USER "JANE" SET TYPE = PERSON',
      `ALTER USER "JANE" SET FIRST_NAME = 'Jane'`,
    ]);
  });

  it("sets the parameters that differ, unsets those that are gone, and leaves a person's own settings", () => {
    const to = wellDescribed(user, ["JANE"], { ...file, session_params: { query_tag: "x", timezone: "UTC" } }, options);
    expect(changed(readObject(user, row, also), to)?.sql()).toEqual([
      `ALTER USER "JANE" SET QUERY_TAG = 'x' TIMEZONE = 'UTC'`,
      'ALTER USER "JANE" UNSET STATEMENT_TIMEOUT_IN_SECONDS',
    ]);
  });

  it("puts a policy on the user, another one, and takes it off, with the environment's prefix", () => {
    const bare = { ...also, PARAMETERS: parameters.filter(({ key }) => key !== "NETWORK_POLICY") };
    const without = readObject(user, row, {
      ...also,
      PARAMETERS: parameters.map((each) => (each.key === "NETWORK_POLICY" ? { ...each, level: "ACCOUNT" } : each)),
    });
    const to = wellDescribed(user, ["JANE"], { ...file, network_policy: '"Own policy"' }, { ...options, prefix: "DEV__" });
    expect(to.fields.network_policy).toBe('"DEV__Own policy"');
    expect(isUnknown(readObject(user, row, bare).fields.network_policy)).toBe(true);
    expect(changed(without, wellDescribed(user, ["JANE"], file, options))?.sql()).toEqual(['ALTER USER "JANE" SET NETWORK_POLICY = "NP"']);
    const { network_policy: _gone, ...rest } = file;
    expect(changed(readObject(user, row, also), wellDescribed(user, ["JANE"], rest, options))?.sql()).toEqual(['ALTER USER "JANE" UNSET NETWORK_POLICY']);
    expect(user.refs?.(wellDescribed(user, ["JANE"], file, options))).toEqual(["network_policy:NP"]);
  });

  it("drops a key that is no longer described", () => {
    const { rsa_public_key: _gone, ...rest } = file;
    expect(changed(readObject(user, row, also), wellDescribed(user, ["JANE"], rest, options))?.sql()).toEqual(['ALTER USER "JANE" UNSET RSA_PUBLIC_KEY']);
  });
});
