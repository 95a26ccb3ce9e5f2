// the account

export { StoreError } from "./catalog/store-error.ts";
export { connectInProcess } from "./in-process.ts";
export { LocalAccount } from "./local-account.ts";
// over HTTP
export { LocalServer, type LocalServerOptions } from "./server/local-server.ts";
export { LocalServerError } from "./server/local-server-error.ts";
