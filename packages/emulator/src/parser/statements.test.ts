import { describe, expect, it } from "vitest";
import { splitStatements } from "./statements.ts";

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
  ])("%s", (source, expected) => {
    expect(splitStatements(source)).toEqual(expected);
  });
});
