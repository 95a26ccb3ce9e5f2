import { type Endpoint, objectIn, textIn } from "./call.ts";
import { letIn } from "./let-in.ts";
import { logInRequest } from "./log-in-request.ts";
import { done } from "./reply.ts";
import { requireDefaults } from "./require-defaults.ts";
import { parametersIn, wireParameters } from "./wire-parameters.ts";

/** POST /session/v1/login-request: what shall be current at first stands in the query string, the rest in the body. */
export const logIn: Endpoint = async (call) => {
  const { front, url, address, body } = call;
  const data = objectIn(body, "data");
  const request = logInRequest(call, data);
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  const secondaryRoles = textIn(data, "SECONDARY_ROLES")?.toUpperCase();
  const first = present({ role: asked("roleName"), warehouse: asked("warehouse"), database: asked("databaseName"), schema: asked("schemaName") });
  const parameters = objectIn(data, "SESSION_PARAMETERS");
  const { session, user } = await letIn(front, request, ({ user, login }) => {
    const opened = front.account.openSession({
      user: user.name,
      login,
      clientAddress: address,
      parameters: parametersIn(parameters),
      ...first,
      ...(secondaryRoles === "ALL" || secondaryRoles === "NONE" ? { secondaryRoles } : {}),
    });
    requireDefaults(opened, first, parameters);
    return { user, session: opened };
  });
  const open = front.sessions.add(session, { isUi: request.client.group === "SNOWFLAKE_UI" });
  const { current } = session;
  return done({
    masterToken: open.masterToken,
    token: open.token,
    validityInSeconds: front.sessions.validity.session,
    masterValidityInSeconds: front.sessions.validity.master,
    displayUserName: user.loginName,
    serverVersion: front.account.info.version,
    firstLogin: false,
    remMeToken: null,
    remMeValidityInSeconds: 0,
    healthCheckInterval: 45,
    newClientForUpgrade: null,
    sessionId: Number(session.id),
    parameters: wireParameters(session),
    sessionInfo: { databaseName: current.database, schemaName: current.schema, warehouseName: current.warehouse, roleName: current.role },
    idToken: null,
    idTokenValidityInSeconds: 0,
    responseData: null,
    mfaToken: null,
    mfaTokenValidityInSeconds: 0,
  });
};

function present<T extends Readonly<Record<string, string | undefined>>>(values: T): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { readonly [K in keyof T]?: string };
}
