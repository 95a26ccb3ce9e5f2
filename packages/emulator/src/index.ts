// the account

export { connectInProcess } from "./in-process.ts";
export { LocalAccount } from "./local-account.ts";
// over HTTP
export { LocalServer, type LocalServerOptions } from "./server/local-server.ts";
// what tools need that know only an account's name
export { keepCertificates } from "./tls/keep-certificates.ts";
