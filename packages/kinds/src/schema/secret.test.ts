import { describe, expect, it } from "vitest";
import { diffObject } from "../derive/diff.ts";
import { needsOf } from "../derive/needs.ts";
import { described, facts, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { secret } from "./secret.ts";

const NAME = ["DB", "SC", "S"];
const row = (type: string): Cells => ({ database_name: "DB", schema_name: "SC", name: "S", secret_type: type, comment: null, owner: "R", oauth_scopes: null });
const told: Cells = { username: null, oauth_refresh_token_expiry_time: null, oauth_scopes: null, integration_name: null, algorithm: null };
const read = (type: string, more: Cells = {}) => readObject(secret, row(type), { DESCRIBE: [{ ...told, ...more }] });
const of = (file: Plain) => wellDescribed(secret, NAME, file);

const oauth = { type: "OAUTH2", api_authentication: "github", oauth_scopes: ["repo", "user"] } as const;
const refreshed = { type: "OAUTH2", api_authentication: "github", oauth_refresh_token: "t", oauth_refresh_token_expiry_time: "2031-01-06 20:00:00" } as const;
const password = { type: "PASSWORD", username: "robot", password: "hunter2" } as const;

describe("a secret", () => {
  it("is created with holes, and hands its values to the keeper", () => {
    const { object, kept } = described(secret, NAME, { ...password, comment: "c" });
    expect([...kept.values()]).toEqual(["hunter2"]);
    expect(JSON.stringify(object)).not.toContain("hunter2");
    expect(created(of(refreshed))).toEqual([
      [
        'CREATE SECRET "DB"."SC"."S"',
        "TYPE = OAUTH2",
        'API_AUTHENTICATION = "GITHUB"',
        "OAUTH_REFRESH_TOKEN = ${secret:x.yaml:4:1#d1}",
        "OAUTH_REFRESH_TOKEN_EXPIRY_TIME = '2031-01-06 20:00:00'",
      ].join("\n  "),
    ]);
    expect(created(of({ type: "CLOUD_PROVIDER_TOKEN", api_authentication: "aws", enabled: true }))[0]).toContain("ENABLED = TRUE");
  });

  it("is what DESCRIBE tells of it; its values nobody is told", () => {
    expect(changed(read("OAUTH2", { integration_name: "GITHUB", oauth_scopes: "[user, repo]" }), of(oauth))).toBeNull();
    expect(changed(read("OAUTH2", { integration_name: "GITHUB", oauth_refresh_token_expiry_time: "2031-01-06 21:00:00.000 +0100" }), of(refreshed))).toBeNull();
    expect(changed(read("PASSWORD", { username: "robot" }), of(password))).toBeNull();
    expect(changed(read("GENERIC"), of({ type: "GENERIC_STRING", secret_string: "x" }))).toBeNull();
    expect(changed(read("CLOUD_PROVIDER_TOKEN", { integration_name: "AWS" }), of({ type: "CLOUD_PROVIDER_TOKEN", api_authentication: "aws" }))).toBeNull();
    const hidden = readObject(secret, row("PASSWORD"));
    expect(isUnknown(hidden.fields.username)).toBe(true);
    expect(changed(hidden, of({ ...password, username: "other" }))).toBeNull();
  });

  it("sets a user name with its password, in one statement, and scopes, and no comment any more", () => {
    expect(changed(read("PASSWORD", { username: "old" }), of(password))?.sql()).toEqual([
      `ALTER SECRET "DB"."SC"."S" SET USERNAME = 'robot' PASSWORD = \${secret:x.yaml:4:1#d1}`,
    ]);
    expect(changed(read("OAUTH2", { integration_name: "GITHUB", oauth_scopes: "repo" }), of(oauth))?.sql()).toEqual([
      `ALTER SECRET "DB"."SC"."S" SET OAUTH_SCOPES = ('repo', 'user')`,
    ]);
    const commented = readObject(secret, { ...row("SYMMETRIC_KEY"), comment: "x" }, { DESCRIBE: [{ ...told, algorithm: "GENERIC" }] });
    expect(changed(commented, of({ type: "SYMMETRIC_KEY", algorithm: "GENERIC" }))?.sql()).toEqual([`ALTER SECRET "DB"."SC"."S" SET COMMENT = ''`]);
    const aws = of({ type: "CLOUD_PROVIDER_TOKEN", api_authentication: "other" });
    expect(changed(read("CLOUD_PROVIDER_TOKEN", { integration_name: "AWS" }), aws)?.sql()).toEqual([
      `ALTER SECRET "DB"."SC"."S" SET API_AUTHENTICATION = "OTHER"`,
    ]);
  });

  it.each([
    ["another type", read("GENERIC_STRING"), of(password), "the type of a secret cannot be changed"],
    [
      "another integration",
      read("OAUTH2", { integration_name: "OTHER", oauth_scopes: "repo,user" }),
      of(oauth),
      "no ALTER gives an OAuth secret another integration",
    ],
    [
      "no scopes any more",
      read("OAUTH2", { integration_name: "GITHUB", oauth_scopes: "repo" }),
      of({ type: "OAUTH2", api_authentication: "github" }),
      "no ALTER takes oauth_scopes away",
    ],
  ] as const)("is replaced for %s", (_, from, to, why) => {
    const change = diffObject(from, to, facts);
    expect(change?.how).toBe("replace");
    expect(change === null ? [] : secret.whyReplace?.(change)).toContain(why);
    expect(changed(from, to)?.sql()[0]).toContain('CREATE OR REPLACE SECRET "DB"."SC"."S"');
  });

  it("says what goes with it, what is lost, and what is needed", () => {
    expect(secret.holds?.(of({ type: "SYMMETRIC_KEY", algorithm: "GENERIC" }))).toEqual(["the key that Snowflake made"]);
    const change = diffObject(read("PASSWORD", { username: "old" }), of(password), facts);
    expect(change === null ? [] : secret.loses?.(change)).toEqual(["the former password"]);
    expect(change === null ? [] : secret.danger?.(change)).toEqual(["functions and procedures that use it go on with what is set now"]);
    expect(change === null ? [] : needsOf(change)).toEqual(["MODIFY on SECRET DB.SC.S"]);
  });
});
