import { afterEach, expect, test } from "vitest";
import { must } from "../testing/run.ts";
import { PASSWORD, post, type Served, serve } from "../testing/wire-client.ts";

let served: Served | null = null;
afterEach(() => served?.server.close());

async function logIn(query: Readonly<Record<string, string>>, SESSION_PARAMETERS: object) {
  served ??= await serve();
  await must(served.account, "CREATE DATABASE IF NOT EXISTS d");
  return post(served.server, "/session/v1/login-request", { data: { LOGIN_NAME: "admin", PASSWORD, SESSION_PARAMETERS } }, { query });
}

test("what is not there is left out, or refused if the client asks for that", async () => {
  const there = { databaseName: "d", schemaName: "public", warehouse: "compute_wh" };
  for (const [query, kind] of [
    [{ ...there, databaseName: "nowhere" }, "database"],
    [{ ...there, schemaName: "nowhere" }, "schema"],
    [{ ...there, warehouse: "nowhere" }, "warehouse"],
  ] as const) {
    expect(await logIn(query, {})).toMatchObject({ success: true });
    const refused = await logIn(query, { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true });
    expect(refused).toMatchObject({ success: false, code: "390201", message: `The requested ${kind} does not exist or not authorized.` });
  }
  for (const query of [there, {}]) expect(await logIn(query, { CLIENT_VALIDATE_DEFAULT_PARAMETERS: true })).toMatchObject({ success: true });
});
