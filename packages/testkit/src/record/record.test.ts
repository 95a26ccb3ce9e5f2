import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { type Recording, readRecording, recordAccount, replay, writeRecording } from "@snowtower/engine";
import { exactly } from "@snowtower/sql";
import { beforeAll, describe, expect, test } from "vitest";

/** Parts of every name, text, address and key of the account that is recorded. */
const CANARIES = ["kanari", "10.77.", "example.org"];
const SETUP = `
CREATE WAREHOUSE kanari_wh COMMENT = 'kanari pays';
CREATE ROLE kanari_role COMMENT = 'kanari';
CREATE ROLE "Kanari Role";
CREATE USER kanari_user EMAIL = 'k@example.org' LOGIN_NAME = 'kanari@example.org' FIRST_NAME = 'Kanari' PASSWORD = 'Kanari-1234567' DEFAULT_ROLE = kanari_role;
GRANT ROLE kanari_role TO USER kanari_user;
CREATE DATABASE kanari_db COMMENT = 'kanari';
CREATE SCHEMA kanari_db.kanari_sc WITH MANAGED ACCESS;
CREATE TABLE kanari_db.kanari_sc.kanari_t (kanari_id NUMBER(10,0) NOT NULL DEFAULT 4711 COMMENT 'kanari', "kanari x" VARCHAR(77), PRIMARY KEY (kanari_id));
CREATE VIEW kanari_db.kanari_sc.kanari_v AS SELECT kanari_id FROM kanari_db.kanari_sc.kanari_t;
CREATE FUNCTION kanari_db.kanari_sc.kanari_f(kanari_arg NUMBER) RETURNS NUMBER AS 'kanari_arg + 1';
CREATE SEQUENCE kanari_db.kanari_sc.kanari_seq;
CREATE TAG kanari_db.kanari_sc.kanari_tag ALLOWED_VALUES 'kanari1', 'kanari2';
CREATE MASKING POLICY kanari_db.kanari_sc.kanari_mp AS (kanari_val VARCHAR) RETURNS VARCHAR -> CASE WHEN CURRENT_ROLE() = 'KANARI_ROLE' THEN kanari_val END;
CREATE NETWORK RULE kanari_db.kanari_sc.kanari_nr TYPE = IPV4 MODE = INGRESS VALUE_LIST = ('10.77.0.0/16');
CREATE NETWORK POLICY kanari_np ALLOWED_NETWORK_RULE_LIST = ('kanari_db.kanari_sc.kanari_nr');
CREATE STAGE kanari_db.kanari_sc.kanari_st URL = 's3://kanari-bucket/x/';
CREATE TASK kanari_db.kanari_sc.kanari_task WAREHOUSE = kanari_wh SCHEDULE = '7 MINUTES' AS SELECT 'kanari';
CREATE STREAM kanari_db.kanari_sc.kanari_stream ON TABLE kanari_db.kanari_sc.kanari_t;
GRANT SELECT ON FUTURE TABLES IN SCHEMA kanari_db.kanari_sc TO ROLE kanari_role;
GRANT SELECT ON TABLE kanari_db.kanari_sc.kanari_t TO ROLE "Kanari Role" WITH GRANT OPTION;
ALTER ACCOUNT SET QUERY_TAG = 'kanari tag';
`;

async function local(setup = "") {
  const account = LocalAccount.create({ locator: "KANARI1", name: "KANARI_ACCOUNT", organization: "KANARIORG" });
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
  for (const outcome of setup === "" ? [] : await session.execute(setup, { multiStatementCount: 0 })) {
    if (outcome.kind === "failed") throw new Error(`${outcome.text}: ${outcome.error.message}`);
  }
  return connectInProcess(account, { user: exactly("ADMIN"), role: exactly("ACCOUNTADMIN") });
}

describe("a recording", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await recordAccount(await local(SETUP));
  });

  test("holds nothing of the account's own", () => {
    const text = writeRecording(recording).toLowerCase();
    expect(CANARIES.filter((canary) => text.includes(canary))).toEqual([]);
  });

  test("holds how it answers: columns, parameters, codes, the shapes of names", () => {
    const answer = (ask: RegExp) => recording.answers.find((each) => ask.test(each.ask));
    expect(answer(/^SHOW WAREHOUSES/)?.columns?.map(({ name }) => name)).toContain("auto_suspend");
    expect(answer(/^SHOW PARAMETERS IN ACCOUNT/)?.rows?.length).toBeGreaterThan(50);
    expect(answer(/^DESCRIBE TABLE "N\w+"\."N\w+"\."N\w+"$/)?.rows?.map((row) => row[1])).toEqual(["NUMBER(10,0)", "VARCHAR(77)"]);
    expect(answer(/^DESCRIBE FUNCTION/)?.ask).toMatch(/"N\w{12}"\(NUMBER\)$/);
    expect(answer(/^USE ROLE/)?.refused?.code).toMatch(/^\d{6}$/);
    expect(answer(/^SHOW ROLES/)?.rows?.some((row) => row.some((cell) => /^n [0-9a-f]{12}$/.test(cell ?? "")))).toBe(true);
  });

  test("names are the same ones within a recording, and other ones in the next", async () => {
    const names = (of: Recording): Set<string> => new Set(writeRecording(of).match(/\bN[0-9A-F]{12}\b/g));
    const again = names(await recordAccount(await local(SETUP)));
    expect(names(recording).size).toBeGreaterThan(10);
    expect([...names(recording)].filter((name) => again.has(name))).toEqual([]);
    const table = recording.answers
      .find(({ ask }) => ask.startsWith("DESCRIBE TABLE"))
      ?.ask.match(/N[0-9A-F]{12}"$/)?.[0]
      .slice(0, -1);
    expect(recording.answers.filter(({ rows }) => JSON.stringify(rows ?? []).includes(table ?? "-")).length).toBeGreaterThan(1);
  });

  test("is the same when it was written and read", () => {
    expect(readRecording(writeRecording(recording))).toEqual(recording);
  });

  test("of the local account, replayed on another one: it answers in the same way", async () => {
    const { asked, same, left, differences } = await replay(recording, await local());
    expect(differences).toEqual([]);
    expect({ asked, same: same > 100, all: same + left === asked }).toEqual({ asked: recording.answers.length, same: true, all: true });
  });

  test.each([
    [
      "a column that is missing here",
      /^SHOW ROLES/,
      (columns: readonly { name: string; type: string }[]) => [...columns, { name: "is_new", type: "text" }],
      "missing here: is_new",
    ],
    [
      "a column of another type",
      /^SHOW ROLES/,
      (columns: readonly { name: string; type: string }[]) => columns.map((column) => ({ ...column, type: "variant" })),
      "name is variant there, text here",
    ],
    ["another order", /^SHOW ROLES/, (columns: readonly { name: string; type: string }[]) => [...columns].reverse(), "another order here: created_on, name"],
  ])("%s is a difference", async (_, ask, change, says) => {
    const answers = recording.answers.filter((answer) => ask.test(answer.ask)).map((answer) => ({ ...answer, columns: change(answer.columns ?? []) }));
    const { differences } = await replay({ ...recording, answers }, await local());
    expect(differences.map((each) => `${each.kind}: ${each.says}`).join("\n")).toContain(`columns: `);
    expect(differences.map((each) => each.says).join("\n")).toContain(says);
  });

  test("refusals and parameters are compared", async () => {
    const answers = [
      { ask: "SHOW ROLES", refused: { code: "003001", sqlState: "42501", message: "no" } },
      { ask: 'USE ROLE "SNOWTOWER_RECORD_NO_SUCH_OBJECT"', refused: { code: "000001", sqlState: null, message: "no" } },
      { ask: 'SHOW PARAMETERS IN WAREHOUSE "SNOWTOWER_RECORD_NO_SUCH_OBJECT"', columns: [{ name: "key", type: "text" }] },
      { ask: "SHOW PARAMETERS IN SESSION", columns: [{ name: "key", type: "text" }], rows: [["NEW_PARAMETER"]] },
    ];
    const { differences } = await replay({ ...recording, answers }, await local());
    expect(differences.map(({ kind }) => kind)).toEqual(["accepted here", "refusal", "refused here", "columns", "parameters"]);
  });

  test.each([
    ["nothing", "", "ST2055"],
    ["another file", '{"format":"snowtower-plan","version":1}\n', "ST2055"],
    ["a newer one", '{"format":"snowtower-recording","version":2}\n', "ST2056"],
    ["no JSON", '{"format":"snowtower-recording","version":1}\nSHOW ROLES\n', "ST2055"],
    ["no question", '{"format":"snowtower-recording","version":1}\n{"columns":[]}\n', "ST2055"],
    ["no answer", '{"format":"snowtower-recording","version":1}\n{"ask":"SHOW ROLES"}\n', "ST2055"],
  ])("that is %s is refused", (_, text, code) => {
    expect(() => readRecording(text)).toThrow(expect.objectContaining({ code }));
  });

  test("that asks for a change is refused, and nothing is changed", async () => {
    const account = await local();
    const answers = [{ ask: "DROP WAREHOUSE COMPUTE_WH", columns: [] }];
    await expect(replay({ ...recording, answers }, account)).rejects.toMatchObject({ code: "ST2055" });
  });
});
