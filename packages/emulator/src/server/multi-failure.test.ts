import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as } from "../testing/run.ts";
import { multiFailure } from "./multi-failure.ts";

async function failure(text: string) {
  const outcomes = await as(LocalAccount.create(), "ACCOUNTADMIN").execute(text, { multiStatementCount: 0 });
  return multiFailure(text, outcomes);
}

test("one statement of several is named, with its place and its own error", async () => {
  expect(await failure("CREATE ROLE a;\n  /* why */ CREATE ROLE a COMMENT = 'much longer than is shown'; CREATE ROLE b")).toMatchObject({
    code: "100132",
    sqlState: "P0000",
    message:
      'JavaScript execution error: Uncaught Execution of multiple statements failed on statement "CREATE ROLE a COMMENT = \'much ..." (at line 2, position 12).\n' +
      "SQL compilation error:\nObject 'A' already exists. in SYSTEM$MULTISTMT at '    throw `Execution of multiple statements failed on statement " +
      "{0} (at line {1}, position {2}).`.replace('{1}', LINES[i])' position 4\nstackstrace: \nSYSTEM$MULTISTMT line: 10",
  });
});

test("one alone has its own error, and none that failed none", async () => {
  expect(await failure("DROP ROLE nope")).toMatchObject({ code: "002003" });
  expect(await failure("CREATE ROLE a; CREATE ROLE b")).toBeNull();
});
