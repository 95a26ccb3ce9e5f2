import { describe, expect, it } from "vitest";
import { diffObject } from "../derive/diff.ts";
import { described, facts, type Plain, wellDescribed } from "../testing/describe.ts";
import { changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { networkRule } from "./network-rule.ts";

const NAME = ["DB", "SC", "R"];
const row = { database_name: "DB", schema_name: "SC", name: "R", type: "IPV4", mode: "INGRESS", comment: "", owner: "DEPLOYER", owner_role_type: "ROLE" };
const rule = (values: readonly string[], more: { readonly [field: string]: Plain } = {}) =>
  wellDescribed(networkRule, NAME, { type: "IPV4", mode: "INGRESS", value_list: values, ...more });
const read = (cell: string | null, more = {}) => readObject(networkRule, { ...row, ...more }, { DESCRIBE: [{ value_list: cell }] });

describe("network rule", () => {
  it("is created, and differs in nothing from what is read, in whatever order", () => {
    expect(created(rule(["10.0.0.0/8", "192.0.2.7"]))).toEqual([
      `CREATE NETWORK RULE "DB"."SC"."R"\n  TYPE = IPV4\n  MODE = INGRESS\n  VALUE_LIST = ('10.0.0.0/8', '192.0.2.7')`,
    ]);
    expect(changed(read("192.0.2.7, 10.0.0.0/8"), rule(["10.0.0.0/8", "192.0.2.7"]))).toBeNull();
    expect(changed(read(""), rule([]))).toBeNull();
    expect(changed(read(null), rule([]))).toBeNull();
  });

  it("keeps the addresses behind an endpoint together", () => {
    const cell = "{123:10.0.0.0/8,10.1.2.3},456";
    expect(read(cell, { type: "GCPPSCID" }).fields.value_list).toEqual(["{123:10.0.0.0/8,10.1.2.3}", "456"]);
  });

  it("does not know what only the owner is told", () => {
    const from = readObject(networkRule, row);
    expect(isUnknown(from.fields.value_list)).toBe(true);
    expect(changed(from, rule(["10.0.0.0/8"]))).toBeNull();
    expect(isUnknown(readObject(networkRule, row, { DESCRIBE: [{ name: "R" }] }).fields.value_list)).toBe(true);
  });

  it("takes values of each type", () => {
    const good: Readonly<Record<string, readonly string[]>> = {
      IPV4: ["10.1.2.3", "0.0.0.0/0"],
      IPV6: ["2001:db8::/32", "2001:0db8:85a3::8a2e:370:7334", "::/0", "::ffff:192.0.2.1", "2001:0000:130F:0000:0000:09C0:876A:130B"],
      AWSVPCEID: ["vpce-0fa383eb170331202", "{vpce-0fa3:10.0.0.0/8, 10.1.2.3}"],
      AZURELINKID: ["1234567890", "{123:10.0.0.0/8}"],
      GCPPSCID: ["31618973889077266"],
      COMPUTE_POOL: ["ALL", "MY_POOL"],
    };
    for (const [type, values] of Object.entries(good))
      expect(described(networkRule, NAME, { type, mode: "INGRESS", value_list: values }).diagnostics, type).toEqual([]);
    const out = ["example.com", "*.example.com:443", "snow*abc.example.com", "example.com:1000-2000", "example.com:0", "0.0.0.0:80", "0.0.0.0"];
    expect(described(networkRule, NAME, { type: "HOST_PORT", mode: "EGRESS", value_list: out }).diagnostics).toEqual([]);
  });

  it.each([
    ["IPV4", "10.0.0"],
    ["IPV4", "10.0.0.256"],
    ["IPV4", "10.0.0.0/33"],
    ["IPV4", "10.0.0.0/8/8"],
    ["IPV6", "2001:db8"],
    ["IPV6", "1::2::3"],
    ["IPV6", "2001:db8::/129"],
    ["IPV6", "1:2:3:4:5:6:7:8:9"],
    ["AWSVPCEID", "vpc-123"],
    ["AWSVPCEID", "{vpce-1:nowhere}"],
    ["GCPPSCID", "abc"],
    ["HOST_PORT", "*.*.example.com"],
    ["HOST_PORT", "www.*.com"],
    ["HOST_PORT", "example.com:70000"],
    ["HOST_PORT", "example.com:20-10"],
    ["HOST_PORT", "0.0.0.0:8080"],
    ["PRIVATE_HOST_PORT", "*.example.com"],
  ])("refuses of type %s the value %s", (type, value) => {
    const mode = type.endsWith("HOST_PORT") ? "EGRESS" : "INGRESS";
    expect(described(networkRule, NAME, { type, mode, value_list: [value] }).diagnostics.map(({ code }) => code)).toEqual(["ST1104"]);
  });

  it("says what a change means, the gravest first", () => {
    const danger = (from: readonly string[], to: readonly string[], more = {}) => {
      const change = diffObject(rule(from, more), rule(to, more), facts);
      return change === null ? [] : (networkRule.danger?.(change) ?? []);
    };
    expect(danger(["10.0.0.0/8"], ["10.0.0.0/8", "0.0.0.0/0"])[0]).toBe(
      "0.0.0.0/0 is everybody: a policy that allows the rule lets everybody in, one that blocks it shuts everybody out",
    );
    expect(danger(["10.0.0.0/8"], [])[0]).toBe("it names nobody any more: a policy that allows nothing else lets nobody in");
    expect(danger(["10.0.0.0/8"], ["10.0.0.0/9"])).toEqual([
      "a policy that allows it shuts out 10.0.0.0/8, one that blocks it lets them in",
      "a policy that allows it lets in 10.0.0.0/9, one that blocks it shuts them out",
      "Snowflake does not check that who makes this change can still log in",
    ]);
    const many = Array.from({ length: 7 }, (_, i) => `10.0.0.${i}`);
    expect(danger(["10.9.9.9", ...many], ["10.9.9.9"])[0]).toContain("10.0.0.0, 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 2 more");
    expect(danger(["a.example.com"], ["0.0.0.0:443"], { type: "HOST_PORT", mode: "EGRESS" })).toEqual([
      "0.0.0.0:443 is every place: functions that may use the rule can send data anywhere",
      "functions that use it no longer reach a.example.com",
    ]);
  });
});
