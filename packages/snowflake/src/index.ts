// how to connect

// the account
export { BACK_OFF, type BackOff } from "./back-off.ts";
export {
  type Authenticator,
  type ConnectionOptions,
  type Credential,
  type HttpProxy,
  isInteractive,
  type OAuthClient,
  type WorkloadIdentityProvider,
} from "./connection-options.ts";
export { type ConnectionProblem, connectionError } from "./connection-problem.ts";
export { type ConnectionFlags, SETTING_NAMES, type Setting, type SettingName, type Settings } from "./connection-settings.ts";
export type { FileRead, FileReader } from "./file-read.ts";
export { type LoadConnection, loadConnection } from "./load-connection.ts";
export type { Environment } from "./merge-settings.ts";
export { type OpenSnowflake, openSnowflake } from "./open-account.ts";
export { type Connections, readConnections, type SourceText } from "./read-connections.ts";
export { type ConnectionInput, type ResolvedConnection, resolveConnection } from "./resolve-connection.ts";
export { FORMAT_PARAMETERS, SESSION_PARAMETERS } from "./session-parameters.ts";
