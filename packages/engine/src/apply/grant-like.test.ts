import { rehydrate } from "@snowtower/sql";
import { expect, test } from "vitest";
import { isGrantLike } from "./grant-like.ts";

const statement = (text: string) => rehydrate({ text, secrets: [] });

test.each([
  'GRANT SELECT ON TABLE "A"."B"."C" TO ROLE "R"',
  'REVOKE USAGE ON SCHEMA "A"."B" FROM ROLE "R"',
  'GRANT ROLE "A" TO USER "U"',
  'GRANT OWNERSHIP_X ON TABLE "A" TO ROLE "R"',
  'COMMENT ON TABLE "A"."B"."C" IS \'x\'',
  "ALTER WAREHOUSE \"W\" SET COMMENT = 'x'",
  'ALTER USER "U" UNSET DEFAULT_ROLE',
])("may travel with others: %s", (text) => expect(isGrantLike(statement(text))).toBe(true));

test.each([
  'GRANT OWNERSHIP ON TABLE "A" TO ROLE "R" COPY CURRENT GRANTS',
  'CREATE ROLE "R"',
  'CREATE OR REPLACE VIEW "V" AS SELECT 1',
  'DROP ROLE "R"',
  'ALTER TABLE "T" ADD COLUMN "C" NUMBER',
  'ALTER TABLE "T" ALTER COLUMN "C" SET NOT NULL',
  'ALTER TABLE "T" MODIFY COLUMN "C" SET MASKING POLICY "P"',
  'ALTER TABLE "SET" RENAME TO "SET"',
  'ALTER TABLE "T" SET TAG "X" = 1',
  'ALTER DATABASE "D" SET DATA_RETENTION_TIME_IN_DAYS = 1',
  'ALTER WAREHOUSE "W" SUSPEND',
  "ALTER ACCOUNT SET X = 1",
  "not closed '",
  "",
])("travels alone: %s", (text) => expect(isGrantLike(statement(text))).toBe(false));

test("a statement with a secret travels alone", () => {
  const ref = { ref: "user/U/password", digest: "00" };
  expect(isGrantLike(rehydrate({ text: 'ALTER USER "U" SET PASSWORD = ${secret:user/U/password#00}', secrets: [ref] }))).toBe(false);
});
