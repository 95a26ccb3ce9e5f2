// how to connect
export { loadConnection } from "./load-connection.ts";
// the account
export { openSnowflake } from "./open-account.ts";
