import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { connectionError } from "./connection-problem.ts";
import type { ConnectionFlags } from "./connection-settings.ts";
import { type ConnectionInput, type ResolvedConnection, resolveConnection } from "./resolve-connection.ts";

const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "pem", type: "pkcs8" }).toString().trim();

const TOML = `
[prod]
account = "acme-prod"
user = "DEPLOYER"
password = "hunter2hunter2"
role = "SYSADMIN"
warehouse = "WH"

[dev-eu]
accountname = "acme-dev"
username = "me"
private_key_file = "~/key.p8"
port = 8443
`;

interface Given {
  readonly toml?: string;
  readonly config?: string;
  readonly env?: Record<string, string>;
  readonly files?: Record<string, { readonly text: string; readonly mode?: number }>;
  readonly mode?: number;
}

function resolve(given: Given, rest: Partial<ConnectionInput> = {}): ResolvedConnection {
  const files = given.files ?? {};
  return resolveConnection({
    env: given.env ?? {},
    files: { home: "/home/me", read: (path) => files[path] ?? { failed: "ENOENT" } },
    ...(given.toml === undefined ? {} : { connectionsToml: { path: "connections.toml", text: given.toml, mode: given.mode ?? 0o600 } }),
    ...(given.config === undefined ? {} : { configToml: { path: "config.toml", text: given.config, mode: 0o600 } }),
    ...rest,
  });
}

function optionsOf(resolved: ResolvedConnection) {
  if (resolved.kind !== "connection") throw new Error(JSON.stringify(resolved));
  return resolved.options;
}

function problemsOf(resolved: ResolvedConnection): string {
  if (resolved.kind !== "problems") throw new Error(`no problem: ${resolved.kind}`);
  return connectionError(resolved.problems).message;
}

test("a named connection gives everything, and says where it came from", () => {
  const resolved = resolve({ toml: TOML }, { connection: "prod" });
  expect(optionsOf(resolved)).toEqual({
    connection: "prod",
    account: "acme-prod",
    user: "DEPLOYER",
    role: "SYSADMIN",
    warehouse: "WH",
    credential: { kind: "password", authenticator: "SNOWFLAKE", password: "hunter2hunter2" },
  });
  expect(resolved).toMatchObject({ origins: { account: "connections.toml [prod] account", password: "connections.toml [prod] password" }, warnings: [] });
});

test("the keys of SnowSQL and a key file below ~ are known", () => {
  const resolved = resolve({ toml: TOML, files: { "/home/me/key.p8": { text: KEY, mode: 0o600 } } }, { connection: "dev-eu" });
  expect(optionsOf(resolved)).toMatchObject({ account: "acme-dev", user: "me", port: 8443, credential: { kind: "key-pair", privateKey: KEY } });
});

test("files, then SNOWFLAKE_*, then SNOWFLAKE_CONNECTIONS_<NAME>_*, then flags", () => {
  const env: Record<string, string> = {};
  const role = () => optionsOf(resolve({ toml: TOML, env }, { connection: "prod", flags })).role;
  let flags: ConnectionFlags = {};
  expect(role()).toBe("SYSADMIN");
  env.SNOWFLAKE_ROLE = "FROM_ENV";
  expect(role()).toBe("FROM_ENV");
  env.SNOWFLAKE_CONNECTIONS_PROD_ROLE = "FROM_NAMED_ENV";
  env.SNOWFLAKE_CONNECTIONS_DEV_ROLE = "OTHER";
  expect(role()).toBe("FROM_NAMED_ENV");
  flags = { role: "FROM_FLAG" };
  expect(role()).toBe("FROM_FLAG");
});

test("a variable that bends a connection asked for by name is told", () => {
  const env = { SNOWFLAKE_ACCOUNT: "acme-other", SNOWFLAKE_ROLE: "SYSADMIN" };
  expect(resolve({ toml: TOML, env }, { connection: "prod" }).warnings).toEqual(["SNOWFLAKE_ACCOUNT overrides connections.toml [prod] account"]);
  expect(resolve({ toml: TOML, env: { ...env, SNOWFLAKE_DEFAULT_CONNECTION_NAME: "prod" } }).warnings).toEqual([]);
});

test("which connection: flag, variable, config.toml, the one called default", () => {
  const toml = ["a", "b", "c", "default"].map((name) => `[${name}]\naccount = "${name}"\nuser = "u"\npassword = "p"\n`).join("");
  const config = 'default_connection_name = "c"';
  const env = { SNOWFLAKE_DEFAULT_CONNECTION_NAME: "b" };
  expect(optionsOf(resolve({ toml, config, env }, { connection: "a" })).account).toBe("a");
  expect(optionsOf(resolve({ toml, config, env })).account).toBe("b");
  expect(optionsOf(resolve({ toml, config })).account).toBe("c");
  expect(optionsOf(resolve({ toml })).account).toBe("default");
});

test("connections.toml hides the connections of config.toml", () => {
  const config = '[connections.prod]\naccount = "hidden"\nuser = "u"\npassword = "p"\n[connections.only]\naccount = "x"';
  expect(optionsOf(resolve({ toml: TOML, config }, { connection: "prod" })).account).toBe("acme-prod");
  expect(optionsOf(resolve({ config }, { connection: "prod" })).account).toBe("hidden");
  expect(problemsOf(resolve({ toml: TOML, config }, { connection: "only" }))).toContain('no connection "only"');
});

test("a connection may live in the environment alone", () => {
  const env = { SNOWFLAKE_CONNECTIONS_MY_CI_ACCOUNT: "acme-ci", SNOWFLAKE_CONNECTIONS_MY_CI_USER: "u", SNOWFLAKE_CONNECTIONS_MY_CI_PASSWORD: "p" };
  expect(optionsOf(resolve({ env }, { connection: "my-ci" }))).toMatchObject({ account: "acme-ci", connection: "my-ci" });
});

test("nothing at all is no mistake; empty variables are nothing", () => {
  expect(resolve({}).kind).toBe("none");
  expect(resolve({ env: { SNOWFLAKE_ACCOUNT: "", SNOWFLAKE_PASSWORD: "", PATH: "/bin" } }).kind).toBe("none");
  expect(resolve({ toml: TOML }).kind).toBe("none");
});

test.each([
  [
    "a misspelled name",
    { toml: TOML },
    { connection: "pord" },
    ['--connection: there is no connection "pord"', 'did you mean "prod"?', "there are: prod, dev-eu"],
  ],
  ["a name and no file", {}, { connection: "x" }, ["no connection is defined"]],
  [
    "a wrong name in a variable",
    { toml: TOML, env: { SNOWFLAKE_DEFAULT_CONNECTION_NAME: "q" } },
    {},
    ["SNOWFLAKE_DEFAULT_CONNECTION_NAME: there is no connection"],
  ],
  ["no account", { env: { SNOWFLAKE_USER: "u", SNOWFLAKE_PASSWORD: "p" } }, {}, ["the account is missing", "SNOWFLAKE_ACCOUNT"]],
  ["no user and no credential", { env: { SNOWFLAKE_ACCOUNT: "a" } }, {}, ["no way to log in is given"]],
  ["no user", { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_PASSWORD: "p" } }, {}, ["the user is missing"]],
  [
    "password and key",
    { toml: TOML, env: { SNOWFLAKE_PRIVATE_KEY_RAW: KEY } },
    { connection: "prod" },
    ["more than one way to log in: connections.toml [prod] password and SNOWFLAKE_PRIVATE_KEY_RAW", "authenticator"],
  ],
  [
    "a key file that is not there",
    { toml: TOML },
    { connection: "dev-eu" },
    ["connections.toml [dev-eu] private_key_file: cannot read the private key file /home/me/key.p8: ENOENT"],
  ],
  ["a token of no kind", { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_TOKEN: "tok-en" } }, {}, ["SNOWFLAKE_TOKEN does not say what kind"]],
  [
    "an unknown authenticator",
    { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_AUTHENTICATOR: "snowflake_jtw" } },
    {},
    ["is no authenticator", "did you mean SNOWFLAKE_JWT?"],
  ],
  ["an authenticator without its credential", { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_AUTHENTICATOR: "oauth" } }, {}, ["OAUTH needs a token"]],
  ["an unknown cloud", { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER: "IBM" } }, {}, ['"IBM" is no provider', "AWS, AZURE, GCP, OIDC"]],
  ["OIDC without a token", { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER: "oidc" } }, {}, ["the provider OIDC needs a token"]],
  [
    "a port that is none",
    { toml: `${TOML.replace("8443", '"99999"')}`, env: { SNOWFLAKE_PASSWORD: "p", SNOWFLAKE_AUTHENTICATOR: "snowflake" } },
    { connection: "dev-eu" },
    ['"99999" is no port'],
  ],
  ["broken TOML", { toml: '[prod]\npassword = "hunter2hunter2\nuser = 1' }, { connection: "prod" }, ["connections.toml:2:", "not valid TOML"]],
  ["a table for a value", { toml: '[prod]\naccount = ["a"]\n' }, { connection: "prod" }, ["connections.toml [prod] account must be a single value"]],
  [
    "an unknown edition",
    { env: { SNOWFLAKE_ACCOUNT: "a", SNOWFLAKE_USER: "u", SNOWFLAKE_PASSWORD: "p", SNOWFLAKE_EDITION: "gold" } },
    {},
    ["is not one of STANDARD, ENTERPRISE"],
  ],
] as [string, Given, Partial<ConnectionInput>, string[]][])("%s is a problem that says what to do", (_, given, rest, expected) => {
  const message = problemsOf(resolve(given, rest));
  for (const part of expected) expect(message).toContain(part);
  for (const secret of ["hunter2", "tok-en", "MII"]) expect(message).not.toContain(secret);
});

test("every problem is told at once", () => {
  const message = problemsOf(resolve({ env: { SNOWFLAKE_USER: "u", SNOWFLAKE_AUTHENTICATOR: "nope", SNOWFLAKE_PORT: "x", SNOWFLAKE_PROTOCOL: "ftp" } }));
  for (const part of ["the account is missing", "no authenticator", "no port", "not one of http, https"]) expect(message).toContain(part);
});

test("an authenticator decides between several credentials", () => {
  const env = { SNOWFLAKE_PRIVATE_KEY_RAW: KEY, SNOWFLAKE_AUTHENTICATOR: "snowflake_jwt" };
  expect(optionsOf(resolve({ toml: TOML, env }, { connection: "prod" })).credential.kind).toBe("key-pair");
  expect(optionsOf(resolve({ toml: TOML, env }, { connection: "prod", flags: { authenticator: "snowflake" } })).credential.kind).toBe("password");
});

test.each([
  [{ SNOWFLAKE_OAUTH_TOKEN: "t" }, { kind: "token", authenticator: "OAUTH", token: "t" }],
  [
    { SNOWFLAKE_TOKEN: "t\n", SNOWFLAKE_AUTHENTICATOR: "programmatic_access_token" },
    { kind: "token", authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: "t" },
  ],
  [
    { SNOWFLAKE_PASSWORD: "t", SNOWFLAKE_AUTHENTICATOR: "PROGRAMMATIC_ACCESS_TOKEN" },
    { kind: "token", authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: "t" },
  ],
  [
    { SNOWFLAKE_TOKEN_FILE_PATH: "/tok", SNOWFLAKE_AUTHENTICATOR: "oauth_snowpark" },
    { kind: "token", authenticator: "OAUTH", token: "from file" },
  ],
  [{ SNOWFLAKE_AUTHENTICATOR: "externalbrowser" }, { kind: "browser", authenticator: "EXTERNALBROWSER" }],
  [{ SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER: "aws" }, { kind: "workload-identity", authenticator: "WORKLOAD_IDENTITY", provider: "AWS" }],
  [
    { SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER: "oidc", SNOWFLAKE_WORKLOAD_IDENTITY_TOKEN: "w" },
    { kind: "workload-identity", authenticator: "WORKLOAD_IDENTITY", provider: "OIDC", token: "w" },
  ],
  [
    {
      SNOWFLAKE_AUTHENTICATOR: "oauth_client_credentials",
      SNOWFLAKE_OAUTH_CLIENT_ID: "i",
      SNOWFLAKE_OAUTH_CLIENT_SECRET: "s",
      SNOWFLAKE_OAUTH_TOKEN_REQUEST_URL: "https://idp/t",
    },
    { kind: "oauth-client", authenticator: "OAUTH_CLIENT_CREDENTIALS", client: { id: "i", secret: "s", tokenRequestUrl: "https://idp/t" } },
  ],
  [
    { SNOWFLAKE_USER: "u", SNOWFLAKE_PASSWORD: "p", SNOWFLAKE_AUTHENTICATOR: "https://acme.okta.com" },
    { kind: "password", authenticator: "https://acme.okta.com", password: "p" },
  ],
  [
    { SNOWFLAKE_USER: "u", SNOWFLAKE_PASSWORD: "p", SNOWFLAKE_PASSCODE: "123456" },
    { kind: "password", authenticator: "SNOWFLAKE", password: "p", passcode: "123456" },
  ],
])("%o is a credential", (env, credential) => {
  const files = { "/tok": { text: "from file\n", mode: 0o600 } };
  expect(optionsOf(resolve({ env: { SNOWFLAKE_ACCOUNT: "a", ...env }, files })).credential).toEqual(credential);
});

test.each(["acme-prod", "https://acme-prod.snowflakecomputing.com/console", "acme-prod.snowflakecomputing.com"])(
  "the account may be written as %s",
  (account) => {
    expect(optionsOf(resolve({ env: { SNOWFLAKE_ACCOUNT: account, SNOWFLAKE_USER: "u", SNOWFLAKE_PASSWORD: "p" } })).account).toBe("acme-prod");
  },
);

test("files that others can read or change are a warning; so is plain HTTP to another machine", () => {
  const files = { "/home/me/key.p8": { text: KEY, mode: 0o644 } };
  const { warnings } = resolve({ toml: TOML, mode: 0o666, files }, { connection: "dev-eu", flags: { protocol: "http", host: "snowflake.example" } });
  expect(warnings).toEqual([
    "connections.toml can be changed by others (mode 0666); run: chmod 0600 connections.toml",
    "/home/me/key.p8 can be read by others (mode 0644); run: chmod 0600 /home/me/key.p8",
    "--protocol: passwords and results travel unencrypted to snowflake.example",
  ]);
});

test("a key that is nearly right is a warning, one of another tool is not", () => {
  const toml = '[a]\naccount = "a"\nuser = "u"\npassword = "p"\nwarehuose = "w"\nclient_session_keep_alive = true\n';
  expect(resolve({ toml }, { connection: "a" }).warnings).toEqual(["connections.toml [a] warehuose is not known and was ignored; did you mean warehouse?"]);
});

test("whatever the files and variables hold, there is an answer, and no problem or warning repeats a secret", () => {
  const secret = "S3cr3t-Va1ue";
  const key = fc.constantFrom(
    "account",
    "user",
    "password",
    "authenticator",
    "private_key_raw",
    "token",
    "port",
    "host",
    "private_key_passphrase",
    "role",
    "junk",
    "edition",
  );
  const value = fc.oneof(fc.constant(secret), fc.string({ maxLength: 8 }), fc.integer().map(String));
  const notSecret = (name: string) => !["password", "private_key_raw", "token", "private_key_passphrase"].includes(name);
  const pairs = fc
    .array(fc.tuple(key, value), { maxLength: 8 })
    .map((all) => Object.fromEntries(all.map(([k, v]) => [k, notSecret(k) && v === secret ? "x" : v])));
  fc.assert(
    fc.property(pairs, pairs, (file, variables) => {
      const toml = `[a]\n${Object.entries(file)
        .map(([k, v]) => `${k} = ${JSON.stringify(v).replaceAll("\\u007f", "")}`)
        .join("\n")}`;
      const env = Object.fromEntries(Object.entries(variables).map(([k, v]) => [`SNOWFLAKE_${k.toUpperCase()}`, v]));
      const resolved = resolve({ toml, env }, { connection: "a" });
      expect(JSON.stringify([resolved.warnings, resolved.kind === "problems" ? resolved.problems : []])).not.toContain(secret);
    }),
  );
});
