/**
 * What a connection can say, and the keys under which Snowflake's own tools write it: a key of the TOML files,
 * and in upper case behind `SNOWFLAKE_` an environment variable.
 * (docs: developer-guide/snowflake-cli/connecting/configure-connections; the names SnowSQL and SnowDDL use are accepted too)
 */
export const SETTINGS = {
  account: ["account", "accountname"],
  region: ["region"],
  user: ["user", "username"],
  authenticator: ["authenticator"],
  password: ["password"],
  passcode: ["passcode"],
  privateKeyPath: ["private_key_file", "private_key_path"],
  privateKey: ["private_key_raw", "private_key"],
  privateKeyPassphrase: ["private_key_passphrase", "private_key_file_pwd"],
  token: ["token"],
  oauthToken: ["oauth_token"],
  tokenPath: ["token_file_path"],
  oauthClientId: ["oauth_client_id"],
  oauthClientSecret: ["oauth_client_secret"],
  oauthAuthorizationUrl: ["oauth_authorization_url"],
  oauthTokenRequestUrl: ["oauth_token_request_url"],
  oauthRedirectUri: ["oauth_redirect_uri"],
  oauthScope: ["oauth_scope"],
  workloadIdentityProvider: ["workload_identity_provider"],
  workloadIdentityToken: ["workload_identity_token"],
  role: ["role", "rolename"],
  warehouse: ["warehouse", "warehousename"],
  database: ["database", "dbname"],
  schema: ["schema", "schemaname"],
  host: ["host"],
  port: ["port"],
  protocol: ["protocol"],
  proxyHost: ["proxy_host"],
  proxyPort: ["proxy_port"],
  proxyUser: ["proxy_user"],
  proxyPassword: ["proxy_password"],
  noProxy: ["no_proxy"],
  edition: ["edition"],
  disableOcspChecks: ["disable_ocsp_checks", "insecure_mode"],
} as const satisfies Record<string, readonly string[]>;

export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** A value and where it came from, for messages: `SNOWFLAKE_USER`, `/home/me/.snowflake/connections.toml [prod] user`. */
export interface Setting {
  readonly value: string;
  readonly origin: string;
}

export type Settings = { readonly [name in SettingName]?: Setting };

/** What the command line gives; the strongest source. */
export type ConnectionFlags = { readonly [name in SettingName]?: string | number | boolean };

const BY_KEY = new Map<string, SettingName>(SETTING_NAMES.flatMap((name) => SETTINGS[name].map((key): [string, SettingName] => [key, name])));

/** The setting a key of a TOML file stands for. */
export function settingOfKey(key: string): SettingName | null {
  return BY_KEY.get(key.toLowerCase()) ?? null;
}

export const SETTING_KEYS: readonly string[] = [...BY_KEY.keys()];
