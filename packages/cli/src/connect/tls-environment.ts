// What a client has to be told that knows only an account's name, and dials <account>.snowflakecomputing.com.

interface TlsServer {
  readonly url: string;
  readonly authorityFile: string;
}

/** Environment variables by name. */
export function tlsEnvironment({ url, authorityFile }: TlsServer): Readonly<Record<string, string>> {
  // A client that is told a host and a port needs no proxy: through one, the Node driver would never come back.
  const proxies = { HTTPS_PROXY: url, HTTP_PROXY: url, NO_PROXY: "127.0.0.1,localhost" };
  return {
    ...proxies,
    // Where both are set, Python believes these.
    ...Object.fromEntries(Object.entries(proxies).map(([name, value]) => [name.toLowerCase(), value])),
    REQUESTS_CA_BUNDLE: authorityFile,
    SSL_CERT_FILE: authorityFile,
    NODE_EXTRA_CA_CERTS: authorityFile,
  };
}

/** For a shell to evaluate. */
export function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quoted(value)}`)
    .join("\n");
}

function quoted(value: string): string {
  return /^[\w./:,@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
