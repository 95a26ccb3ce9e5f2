import { expect, test } from "vitest";
import { changesSession, isRead } from "./is-read.ts";

test.each([
  "SHOW ROLES",
  'show /* a */ grants to role "NEXTVAL"',
  "DESC TABLE T",
  "SELECT 1",
  "(SELECT 1)",
  "WITH A AS (SELECT 1) SELECT * FROM A",
  "-- CREATE\nSELECT 'CALL x; DROP'",
  "SELECT SYSTEM$BOOTSTRAP_DATA_REQUEST('ACCOUNT')",
  "SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES()",
])("may be sent twice: %s", (text) => expect(isRead(text)).toBe(true));

test.each([
  "CREATE ROLE A",
  "GRANT ROLE A TO ROLE B",
  "SELECT SEQ.NEXTVAL",
  "SELECT SYSTEM$CANCEL_ALL_QUERIES(1)",
  "SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('t')",
  "WITH P AS PROCEDURE () RETURNS INT AS 'x' CALL P()",
  "SHOW ROLES ->> SELECT * FROM $1",
  "SELECT 1; DROP ROLE A",
  "CALL P()",
  "EXECUTE TASK T",
  "SELECT 'open",
  "",
])("is never sent twice: %s", (text) => expect(isRead(text)).toBe(false));

test("a statement that changes its session is known", () => {
  for (const text of ["USE ROLE A", "use secondary roles all", "ALTER SESSION SET TIMEZONE = 'UTC'", "BEGIN", "SET X = 1", "/* */ START TRANSACTION"])
    expect(changesSession(text)).toBe(true);
  for (const text of ["ALTER USER A SET X = 1", "SELECT 1", 'CREATE ROLE "USE"']) expect(changesSession(text)).toBe(false);
});
