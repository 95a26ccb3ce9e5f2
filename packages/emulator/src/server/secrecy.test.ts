import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { attempt } from "../testing/log-in.ts";
import { must, run, show } from "../testing/run.ts";
import { LocalServer } from "./local-server.ts";

const CANARY = "C4nary-of-a-s3cret";

const SHOWN = [
  "SHOW USERS",
  "DESC USER u",
  "SHOW SECRETS IN ACCOUNT",
  "DESC SECRET d.public.s",
  "SHOW INTEGRATIONS",
  "DESC INTEGRATION i",
  "SHOW STAGES IN ACCOUNT",
  "DESC STAGE d.public.e",
  "SHOW USER PATS FOR USER u",
  "SHOW PARAMETERS FOR USER u",
  "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.QUERY_HISTORY())",
  "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.LOGIN_HISTORY())",
];

test("no secret comes back: in what is shown, in errors, in a history, in the folder", async () => {
  const dir = await mkdtemp(join(tmpdir(), "emulator-"));
  const { account } = await LocalAccount.open(dir);
  const server = await LocalServer.start(account, { refusalDelayMs: 1 });
  try {
    await must(
      account,
      `CREATE DATABASE d; CREATE USER u PASSWORD = '${CANARY}1'; ALTER USER u SET PASSWORD = '${CANARY}2';
       CREATE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = '${CANARY}3';
       CREATE SECURITY INTEGRATION i TYPE = API_AUTHENTICATION AUTH_TYPE = OAUTH2 ENABLED = TRUE OAUTH_CLIENT_SECRET = '${CANARY}4';
       CREATE STAGE d.public.e URL = 's3://b/' CREDENTIALS = (AWS_KEY_ID = 'k' AWS_SECRET_KEY = '${CANARY}5')`,
    );
    const [token] = await show(account, "ALTER USER u ADD PAT t");
    const secret = token?.token_secret ?? "";
    const answers: unknown[] = [
      // Refused: not well-formed, not good enough, not there.
      await run(account, `ALTER USER u SET PASSWORD = '${CANARY}6' NONSENSE`),
      await run(account, `ALTER USER u SET PASSWORD = '${CANARY}2'`),
      await run(account, `ALTER USER nobody SET PASSWORD = '${CANARY}7'`),
      await run(account, `SELECT NONSENSE('${secret}')`),
      await attempt(server, { data: { LOGIN_NAME: "u", PASSWORD: `${CANARY}8` } }),
      await attempt(server, { data: { LOGIN_NAME: `u${CANARY}`, PASSWORD: secret } }),
      await attempt(server, { data: { LOGIN_NAME: "u", AUTHENTICATOR: "OAUTH", TOKEN: CANARY } }),
    ];
    for (const text of SHOWN) answers.push(await show(account, text));
    for (const file of await readdir(dir)) answers.push(await readFile(join(dir, file), "utf8"));
    const seen = JSON.stringify(answers);
    expect(seen).not.toContain(CANARY);
    expect(secret).not.toBe("");
    expect(seen).not.toContain(secret);
  } finally {
    await server.close();
    await account.close();
    await rm(dir, { recursive: true });
  }
});
