import { expect, test } from "vitest";
import { RefusedError } from "../errors.ts";
import { checkAccount } from "./check-account.ts";

const facts = {
  organization: "ACME",
  name: "PROD",
  locator: "AB12345",
  region: "AWS_EU_CENTRAL_1",
  source: "acme-prod.example",
  edition: "ENTERPRISE" as const,
  user: "U" as never,
  role: "R" as never,
  warehouse: null,
};
const planned = { organization: "ACME", name: "PROD", locator: "AB12345", region: "AWS_EU_CENTRAL_1", source: "acme-prod.example", user: "U", role: "R" };

test("the same organization and name, or the same locator and region, is the same account, also when it was renamed", () => {
  expect(() => checkAccount(planned, facts)).not.toThrow();
  expect(() => checkAccount(planned, { ...facts, name: "PRODUCTION" })).not.toThrow();
  expect(() => checkAccount(planned, { ...facts, locator: "XY999", name: "prod" })).not.toThrow();
});

test.each([
  ["another name and locator", { name: "DEV", locator: "XY999" }],
  ["another name, the locator in another region", { name: "DEV", region: "AWS_US_WEST_2" }],
  ["another organization and locator", { organization: "OTHER", locator: "XY999" }],
  ["a local twin that carries the same names", { source: "local" }],
])("%s is another account", (_, other) => {
  expect(() => checkAccount(planned, { ...facts, ...other })).toThrow(RefusedError);
  expect(() => checkAccount(planned, { ...facts, ...other })).toThrow("the plan was made for account ACME.PROD");
});
