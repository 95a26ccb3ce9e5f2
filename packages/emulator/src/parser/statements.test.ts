import { describe, expect, it } from "vitest";
import { bindingsOfEach, splitStatements } from "./statements.ts";

describe("splitStatements", () => {
  it.each([
    ["SELECT 1; SELECT 2;", ["SELECT 1", " SELECT 2"]],
    ["BEGIN; SELECT 1; END", ["BEGIN", " SELECT 1", " END"]],
    ["CREATE PROCEDURE p() AS 'BEGIN; END'; SELECT 1", ["CREATE PROCEDURE p() AS 'BEGIN; END'", " SELECT 1"]],
    ["CREATE PROCEDURE p() AS BEGIN a; END; SELECT 1", ["CREATE PROCEDURE p() AS BEGIN a; END", " SELECT 1"]],
    ["CREATE PROCEDURE p() AS DECLARE x INT; BEGIN x := 1; END; SELECT 1", ["CREATE PROCEDURE p() AS DECLARE x INT; BEGIN x := 1; END", " SELECT 1"]],
    [
      "CREATE PROCEDURE p() AS BEGIN IF (a) THEN b; END IF; FOR i IN 1 TO 2 DO c; END FOR; x := CASE WHEN a THEN 1 END; BEGIN d; END; END; SELECT 1",
      ["CREATE PROCEDURE p() AS BEGIN IF (a) THEN b; END IF; FOR i IN 1 TO 2 DO c; END FOR; x := CASE WHEN a THEN 1 END; BEGIN d; END; END", " SELECT 1"],
    ],
    [
      "CREATE PROCEDURE p() AS BEGIN BEGIN TRANSACTION; CASE (x) WHEN 1 THEN a; END CASE; COMMIT; END; SELECT 1",
      ["CREATE PROCEDURE p() AS BEGIN BEGIN TRANSACTION; CASE (x) WHEN 1 THEN a; END CASE; COMMIT; END", " SELECT 1"],
    ],
    ["CREATE VIEW v AS SELECT 1; SELECT 2", ["CREATE VIEW v AS SELECT 1", " SELECT 2"]],
    ["BEGIN SELECT 1; SELECT 2; END; SELECT 3", ["BEGIN SELECT 1; SELECT 2; END", " SELECT 3"]],
    ["BEGIN TRANSACTION; SELECT 1; COMMIT", ["BEGIN TRANSACTION", " SELECT 1", " COMMIT"]],
    ["BEGIN WORK; BEGIN NAME t; SELECT 1", ["BEGIN WORK", " BEGIN NAME t", " SELECT 1"]],
    ["/* c; */ DECLARE a INT; b INT; -- d;\nBEGIN a := 1; END lbl; SELECT ';'", ["/* c; */ DECLARE a INT; b INT; -- d;\nBEGIN a := 1; END lbl", " SELECT ';'"]],
    [
      "DECLARE p PROCEDURE () RETURNS INT AS BEGIN RETURN 1; END; x INT; BEGIN CALL p(); END; SELECT 1",
      ["DECLARE p PROCEDURE () RETURNS INT AS BEGIN RETURN 1; END; x INT; BEGIN CALL p(); END", " SELECT 1"],
    ],
    [
      "BEGIN BEGIN TRANSACTION; COMMIT; EXCEPTION WHEN OTHER THEN ROLLBACK; END; SELECT 1",
      ["BEGIN BEGIN TRANSACTION; COMMIT; EXCEPTION WHEN OTHER THEN ROLLBACK; END", " SELECT 1"],
    ],
    ["EXECUTE IMMEDIATE $$ BEGIN a; END; $$; SELECT 1", ["EXECUTE IMMEDIATE $$ BEGIN a; END; $$", " SELECT 1"]],
    ["SHOW ROLES ->> SELECT 1 FROM $1; SELECT 2", ["SHOW ROLES ->> SELECT 1 FROM $1", " SELECT 2"]],
    ["BEGIN ->> SELECT 1 ->> COMMIT; SELECT 2", ["BEGIN ->> SELECT 1 ->> COMMIT", " SELECT 2"]],
    [
      "BEGIN SELECT CASE WHEN 1 = 1 THEN 2 END; CREATE TASK t AS BEGIN x; END; END; SELECT 1",
      ["BEGIN SELECT CASE WHEN 1 = 1 THEN 2 END; CREATE TASK t AS BEGIN x; END; END", " SELECT 1"],
    ],
    ["BEGIN SELECT 1;", ["BEGIN SELECT 1;"]],
    ["SELECT 'not closed; SELECT 1", ["SELECT 'not closed; SELECT 1"]],
  ])("%s", (source, expected) => {
    expect(splitStatements(source)).toEqual(expected);
  });
});

describe("the values of several statements", () => {
  const values = ["a", "b", "c"].map((value) => ({ type: "TEXT", value }));

  it("go to the question marks in their order, all of them to what counts itself", () => {
    expect(bindingsOfEach(["SELECT ?", "SELECT 1", "SELECT ?, ?"], values)).toEqual([values.slice(0, 1), values, values.slice(1)]);
    expect(bindingsOfEach(["SELECT :2", "SELECT :1"], values)).toEqual([values, values]);
    expect(bindingsOfEach(["SELECT ?"], values)).toEqual([values]);
    expect(bindingsOfEach(["SELECT '?'"], [])).toEqual([]);
  });
});
