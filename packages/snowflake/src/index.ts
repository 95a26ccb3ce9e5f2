// how to connect
export type { ConnectionOptions } from "./connection-options.ts";
export { connectionError } from "./connection-problem.ts";
export type { ConnectionFlags } from "./connection-settings.ts";
export { loadConnection } from "./load-connection.ts";
// the account
export { openSnowflake } from "./open-account.ts";
export type { ResolvedConnection } from "./resolve-connection.ts";
