import { displayed, type Identifier } from "@snowtower/sql";
import type { ConnectionOptions as DriverOptions } from "snowflake-sdk";
import { type ConnectionOptions, type Credential, type HttpProxy, isInteractive } from "./connection-options.ts";
import { isLoopback } from "./loopback.ts";

/** The driver's options for one session. Always a new object: the driver writes into it. */
export function driverOptions(options: ConnectionOptions, role: Identifier | undefined): DriverOptions {
  const { credential } = options;
  return {
    account: options.account,
    application: "SnowTower",
    authenticator: credential.authenticator,
    // Each session is one log-in: how often to try again is decided where the deadline is known.
    sfRetryMaxLoginRetries: 0,
    clientSessionKeepAlive: false,
    streamResult: true,
    rowMode: "array",
    rowStreamHighWaterMark: 1000,
    validateDefaultParameters: false,
    ...present({ username: options.user, region: options.region, warehouse: options.warehouse, database: options.database, schema: options.schema }),
    ...present({ role: role === undefined ? options.role : displayed(role) }),
    ...present({ host: options.host, port: options.port, protocol: options.protocol }),
    ...proxyOptions(options),
    ...credentialOptions(credential),
    ...(isInteractive(credential) ? { browserActionTimeout: 120_000 } : {}),
  } as DriverOptions;
}

function credentialOptions(credential: Credential): Record<string, unknown> {
  switch (credential.kind) {
    case "password":
      return present({ password: credential.password, passcode: credential.passcode });
    case "key-pair":
      return { privateKey: credential.privateKey };
    case "token":
      return { token: credential.token };
    case "browser":
      return {};
    case "workload-identity":
      return present({ workloadIdentityProvider: credential.provider, token: credential.token });
    case "oauth-client": {
      const { id, secret, authorizationUrl, tokenRequestUrl, redirectUri, scope } = credential.client;
      return present({
        oauthClientId: id,
        oauthClientSecret: secret,
        oauthAuthorizationUrl: authorizationUrl,
        oauthTokenRequestUrl: tokenRequestUrl,
        oauthRedirectUri: redirectUri,
        oauthScope: scope,
      });
    }
  }
}

/**
 * The driver sends even 127.0.0.1 through HTTP_PROXY. For such a host it is given a proxy that it must not use for that host, which keeps it
 * from looking at the environment, and leaves the environment alone.
 */
function proxyOptions(options: ConnectionOptions): Record<string, unknown> {
  const { host } = options;
  if (host !== undefined && isLoopback(host)) return { proxyHost: host, proxyPort: 9, noProxy: host };
  return options.proxy === undefined ? {} : userProxy(options.proxy);
}

function userProxy(proxy: HttpProxy): Record<string, unknown> {
  // The driver separates with a bar what everybody else separates with commas.
  const noProxy = proxy.noProxy
    ?.split(",")
    .map((part) => part.trim())
    .join("|");
  return present({ proxyHost: proxy.host, proxyPort: proxy.port, proxyUser: proxy.user, proxyPassword: proxy.password, noProxy });
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
