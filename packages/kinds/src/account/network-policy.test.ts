import { describe, expect, it } from "vitest";
import { diffObject } from "../derive/diff.ts";
import { described, facts, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { networkPolicy } from "./network-policy.ts";

const of = (file: Plain, prefix = "") => wellDescribed(networkPolicy, [`${prefix}NP`], file, { prefix });
const read = (lists: Readonly<Record<string, string>>) =>
  readObject(networkPolicy, { name: "NP", comment: "" }, { DESCRIBE: Object.entries(lists).map(([name, value]): Cells => ({ name, value })) });
const rules = (...names: string[]) => JSON.stringify(names.map((fullyQualifiedRuleName) => ({ fullyQualifiedRuleName })));

describe("network policy", () => {
  it("names its rules with the environment's prefix, save Snowflake's own", () => {
    const file = { allowed_network_rule_list: ["sec.net.r", "snowflake.network_security.dbt_emea_aws", '"My.db".net."R 2"'] };
    const to = of(file, "DEV__");
    expect(created(to)).toEqual([
      `CREATE NETWORK POLICY "DEV__NP"\n  ALLOWED_NETWORK_RULE_LIST = ("DEV__SEC"."NET"."R", "SNOWFLAKE"."NETWORK_SECURITY"."DBT_EMEA_AWS", "DEV__My.db"."NET"."R 2")`,
    ]);
    expect(networkPolicy.refs?.(to)).toEqual([
      "network_rule:DEV__SEC.NET.R",
      "network_rule:SNOWFLAKE.NETWORK_SECURITY.DBT_EMEA_AWS",
      'network_rule:"DEV__My.db".NET."R 2"',
    ]);
  });

  it("is what DESCRIBE tells of it, in whatever order", () => {
    const file = { allowed_network_rule_list: ["a.b.c", "a.b.d"], blocked_ip_list: ["10.0.0.0/8", "10.1.2.3"] };
    const from = read({ ALLOWED_NETWORK_RULE_LIST: rules("A.B.D", "A.B.C"), BLOCKED_IP_LIST: "10.1.2.3, 10.0.0.0/8" });
    expect(changed(from, of(file))).toBeNull();
    expect(from.owner).toMatchObject({ $unknown: "SHOW does not tell the owner" });
  });

  it.each(["ALLOW_ACCESS_RULE", "[1]", '[{"fullyQualifiedRuleName":"R"}]', "{}"])("does not guess which rules %s are", (cell) => {
    const from = read({ ALLOWED_NETWORK_RULE_LIST: cell });
    expect(isUnknown(from.fields.allowed_network_rule_list)).toBe(true);
    expect(changed(from, of({ allowed_network_rule_list: ["a.b.c"] }))).toBeNull();
  });

  it("sets what comes before it takes away what goes, one statement for each", () => {
    const from = read({ ALLOWED_IP_LIST: "10.0.0.0/8", BLOCKED_IP_LIST: "10.1.2.3" });
    expect(changed(from, of({ allowed_network_rule_list: ["a.b.c"], comment: "c" }))?.sql()).toEqual([
      `ALTER NETWORK POLICY "NP" SET ALLOWED_NETWORK_RULE_LIST = ("A"."B"."C") COMMENT = 'c'`,
      'ALTER NETWORK POLICY "NP" UNSET ALLOWED_IP_LIST',
      'ALTER NETWORK POLICY "NP" UNSET BLOCKED_IP_LIST',
    ]);
  });

  it("gives itself to the users that its file names", () => {
    const { diagnostics } = described(networkPolicy, ["NP"], { allowed_ip_list: ["10.0.0.0/8"], references: [{ object_type: "USER", object_name: "ada" }] });
    expect(diagnostics).toEqual([]);
    const account = { allowed_ip_list: ["10.0.0.0/8"], references: [{ object_type: "ACCOUNT" }] };
    expect(described(networkPolicy, ["NP"], account).diagnostics.map(({ code }) => code)).toEqual(["ST1106"]);
  });

  it.each([
    [{ allowed_ip_list: ["10.0.0.0/8"] }, { allowed_ip_list: ["0.0.0.0/0"] }, "0.0.0.0/0 is allowed: whoever is not blocked can log in from anywhere"],
    [
      { allowed_ip_list: ["10.0.0.0/8"] },
      { allowed_ip_list: ["10.0.0.0/8"], blocked_ip_list: ["0.0.0.0/0"] },
      "0.0.0.0/0 is blocked: nobody can log in over IPv4",
    ],
    [{ allowed_ip_list: ["10.0.0.0/8", "10.1.1.1"] }, { allowed_ip_list: ["10.0.0.0/8"] }, "log-ins from 10.1.1.1 are refused from now on"],
    [{ blocked_ip_list: ["10.1.1.1"] }, { allowed_ip_list: ["10.0.0.0/8"], blocked_ip_list: ["10.1.1.1"] }, "only 10.0.0.0/8 can log in from now on"],
    [{ allowed_ip_list: ["10.0.0.0/8"], blocked_ip_list: ["10.1.1.1"] }, { blocked_ip_list: ["10.1.1.1"] }, "it allows nobody by a list any more"],
    [{ allowed_ip_list: ["10.0.0.0/8"], blocked_ip_list: ["10.1.1.1"] }, { allowed_ip_list: ["10.0.0.0/8"] }, "log-ins from 10.1.1.1 are no longer blocked"],
    [{ allowed_ip_list: ["10.0.0.0/8"] }, { allowed_network_rule_list: ["a.b.c"], allowed_ip_list: ["10.0.0.0/8"] }, "log-ins from A.B.C are allowed"],
  ])("from %j to %j it says so", (from, to, words) => {
    const change = diffObject(of(from), of(to), facts);
    expect(change === null ? [] : networkPolicy.danger?.(change)).toContain(words);
  });
});
