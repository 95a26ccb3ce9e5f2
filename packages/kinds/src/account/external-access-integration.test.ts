import { describe, expect, it } from "vitest";
import { type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { externalAccessIntegration } from "./external-access-integration.ts";

const of = (file: { readonly [field: string]: Plain }) => wellDescribed(externalAccessIntegration, ["E"], file);
const row = { name: "E", enabled: "true", comment: "" };
const lists = { ALLOWED_NETWORK_RULES: "[A.B.C]", ALLOWED_API_AUTHENTICATION_INTEGRATIONS: "[]", ALLOWED_AUTHENTICATION_SECRETS: "[]" };
const read = (properties: Readonly<Record<string, string | null>> = {}, cells: Cells = {}) =>
  readObject(
    externalAccessIntegration,
    { ...row, ...cells },
    { DESCRIBE: Object.entries({ ...lists, ...properties }).map(([property, value]): Cells => ({ property, property_value: value })) },
  );

describe("external access integration", () => {
  it("is created in the order of the documentation", () => {
    const file = { allowed_network_rules: ["a.b.c"], allowed_api_authentication_integrations: ["oauth"], allowed_authentication_secrets: "all", enabled: true };
    expect(created(of(file))).toEqual([
      `CREATE EXTERNAL ACCESS INTEGRATION "E"\n  ALLOWED_NETWORK_RULES = ("A"."B"."C")\n  ALLOWED_API_AUTHENTICATION_INTEGRATIONS = ("OAUTH")\n  ALLOWED_AUTHENTICATION_SECRETS = ALL\n  ENABLED = TRUE`,
    ]);
  });

  it("comes after the rules and secrets that it names", () => {
    const object = of({ allowed_network_rules: ["a.b.c", "a.b.d"], allowed_authentication_secrets: ["a.b.c"] });
    expect(externalAccessIntegration.refs?.(object)).toEqual(["network_rule:A.B.C", "network_rule:A.B.D", "secret:A.B.C"]);
  });

  it.each([
    [{ ALLOWED_NETWORK_RULES: '["d,b"."x]y"."C", A.B.C]' }, { allowed_network_rules: ["a.b.c", '"d,b"."x]y".c'] }],
    [{ ALLOWED_AUTHENTICATION_SECRETS: "ALL" }, { allowed_network_rules: ["a.b.c"], allowed_authentication_secrets: "ALL" }],
    [{ ALLOWED_AUTHENTICATION_SECRETS: "none" }, { allowed_network_rules: ["a.b.c"] }],
    [{ ALLOWED_AUTHENTICATION_SECRETS: null }, { allowed_network_rules: ["a.b.c"] }],
    [
      { ALLOWED_API_AUTHENTICATION_INTEGRATIONS: '[OAUTH, "o 2"]' },
      { allowed_network_rules: ["a.b.c"], allowed_api_authentication_integrations: ['"o 2"', "oauth"] },
    ],
  ])("is what DESCRIBE tells of it: %j", (properties, file) => {
    expect(changed(read(properties), of(file))).toBeNull();
  });

  it.each(["[C]", "[A.B.C, D]", "ALL", '[A.B."C]'])("does not guess which rules %s are", (cell) => {
    const from = read({ ALLOWED_NETWORK_RULES: cell });
    expect(isUnknown(from.fields.allowed_network_rules)).toBe(true);
    expect(changed(from, of({ allowed_network_rules: ["x.y.z"] }))).toBeNull();
  });

  it("keeps SnowDDL's hash out of the comment", () => {
    expect(read({}, { comment: "for words #abcdefghijklmnop" }).fields.comment).toBe("for words");
  });

  it.each([
    [{ allowed_network_rules: ["a.b.c"], enabled: false }, ["code that relies on it reaches no host any more"]],
    [{ allowed_network_rules: ["a.b.c"], allowed_authentication_secrets: "all" }, ["code that relies on it may use any secret"]],
    [
      { allowed_network_rules: ["a.b.d"] },
      ["code that relies on it no longer reaches the hosts of A.B.C", "code that relies on it may reach the hosts of A.B.D"],
    ],
    [{ allowed_network_rules: ["a.b.c"], comment: "c" }, []],
  ])("tells what becomes of code that relies on it: %j", (file, words) => {
    const [from, to] = [read(), of(file)];
    const fields = changed(from, to)?.fields ?? [];
    expect(fields.length).toBeGreaterThan(0);
    expect(externalAccessIntegration.danger?.({ kind: "object", how: "alter", from, to, fields })).toEqual(words);
  });

  it("tells which secrets code loses", () => {
    const to = of({ allowed_network_rules: ["a.b.c"] });
    const words = ["[A.B.S]", "ALL"].map((cell) => {
      const from = read({ ALLOWED_AUTHENTICATION_SECRETS: cell });
      return externalAccessIntegration.danger?.({ kind: "object", how: "alter", from, to, fields: ["allowed_authentication_secrets"] });
    });
    expect(words).toEqual([
      ["code that relies on it can no longer use A.B.S"],
      ["code that relies on it can no longer use secrets that the integration does not name"],
    ]);
  });
});
