import { expect, test } from "vitest";
import { samplesIn } from "./samples.ts";

const columns = ["name", "schema_name", "catalog_name", "arguments"];
const signatureOf = (args: string) =>
  samplesIn("SHOW USER FUNCTIONS IN ACCOUNT LIMIT 50", { columns, rows: [["F", "S", "D", args]] }).map(({ signature }) => signature?.text);

test.each([
  ["F() RETURN NUMBER", ["()"]],
  ["F(NUMBER, VECTOR(FLOAT, 3)) RETURN VARCHAR", ["(NUMBER, VECTOR(FLOAT, 3))"]],
])("the types of %s are asked with", (args, found) => expect(signatureOf(args)).toEqual(found));

test.each(["F", "F(NUMBER; DROP ROLE X)", "F('x')", "F(a -- b)", "F(NUMBER"])("%s is asked nothing about", (args) => expect(signatureOf(args)).toEqual([]));
