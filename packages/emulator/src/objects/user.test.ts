import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";
import { isPassword } from "./password.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = publicKey.export({ type: "spki", format: "der" }).toString("base64");

async function described(account: LocalAccount, user: string): Promise<Readonly<Record<string, string | null>>> {
  const rows = await show(account, `DESC USER ${user}`);
  return Object.fromEntries(rows.map((row) => [row.property ?? "", row.value ?? null]));
}

describe("users", () => {
  it("show what they were made with", async () => {
    const account = LocalAccount.create();
    const text = `CREATE USER u LOGIN_NAME = 'u@example.com' DISPLAY_NAME = 'U' FIRST_NAME = Ann LAST_NAME = 'Bee' EMAIL = 'u@example.com' DISABLED = TRUE
      DEFAULT_ROLE = "my role" DEFAULT_WAREHOUSE = 'WH' DEFAULT_NAMESPACE = 'D.S' DEFAULT_SECONDARY_ROLES = () COMMENT = 'c' QUERY_TAG = 't' WEEK_START = 1`;
    expect(await run(account, text)).toBe("User U successfully created.");
    expect(await show(account, "SHOW USERS LIKE 'u'")).toMatchObject([
      {
        name: "U",
        login_name: "U@EXAMPLE.COM",
        display_name: "U",
        first_name: "Ann",
        disabled: "true",
        default_role: "my role",
        default_warehouse: "WH",
        default_namespace: "D.S",
        default_secondary_roles: "[]",
        owner: "ACCOUNTADMIN",
        has_password: "false",
        has_rsa_public_key: "false",
        type: "PERSON",
        comment: "c",
      },
    ]);
    expect(await show(account, "SHOW PARAMETERS LIKE 'QUERY_TAG' FOR USER u")).toMatchObject([{ value: "t", level: "USER" }]);
  });

  it("keep their password as a hash only", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE USER u PASSWORD = 'Hunter2!'");
    expect(JSON.stringify(account.catalog)).not.toContain("Hunter2!");
    const hash = account.user("u")?.passwordHash ?? "";
    expect(isPassword("Hunter2!", hash)).toBe(true);
    expect(isPassword("hunter2!", hash)).toBe(false);
    expect(await described(account, "u")).toMatchObject({ PASSWORD: "********", RSA_PUBLIC_KEY: "null" });
    expect(await run(account, "ALTER USER u SET PASSWORD = 'Hunter2!'")).toMatchObject({ code: "003002" });
    await must(account, "ALTER USER u SET PASSWORD = 'Another-Hunter-2'; ALTER USER u UNSET PASSWORD");
    expect(account.user("u")?.passwordHash).toBeNull();
  });

  it("keep their keys with fingerprints", async () => {
    const account = LocalAccount.create();
    await must(account, `CREATE USER u RSA_PUBLIC_KEY = '${KEY.replace(/(.{64})/g, "$1\n")}' TYPE = SERVICE`);
    expect((await described(account, "u")).RSA_PUBLIC_KEY).toBe(KEY);
    expect(account.user("U")?.rsaKeys[0]?.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}=$/);
    expect(await show(account, "SHOW USERS LIKE 'u'")).toMatchObject([{ has_rsa_public_key: "true", type: "SERVICE" }]);
    expect(await run(account, "ALTER USER u SET RSA_PUBLIC_KEY_2 = 'bm9wZQ=='")).toMatchObject({ code: "002120" });
    await must(account, "ALTER USER u UNSET RSA_PUBLIC_KEY");
    expect(account.user("U")?.rsaKeys).toEqual([]);
  });

  it("of type SERVICE have nothing of a person", async () => {
    const account = LocalAccount.create();
    expect(await run(account, "CREATE USER s TYPE = SERVICE PASSWORD = 'x'")).toMatchObject({ code: "003656" });
    await must(account, "CREATE USER s FIRST_NAME = 'Ann' PASSWORD = 'x'; ALTER USER s SET TYPE = SERVICE");
    expect(await described(account, "s")).toMatchObject({ FIRST_NAME: "null", PASSWORD: "null" });
    expect(account.user("s")?.passwordHash).toBeNull();
    expect(await run(account, "ALTER USER s SET LAST_NAME = 'Bee'")).toMatchObject({ code: "003656" });
    await must(account, "ALTER USER s UNSET TYPE");
    expect(await described(account, "s")).toMatchObject({ FIRST_NAME: "Ann", PASSWORD: "********" });
  });

  it("show nothing where nothing was set, and NULL where NULL was", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE USER u FIRST_NAME = 'Ann' EMAIL = 'u@example.com'; ALTER USER u SET FIRST_NAME = NULL EMAIL = NULL");
    expect(await show(account, "SHOW USERS LIKE 'U'")).toMatchObject([{ first_name: null, last_name: "", email: null }]);
    await must(account, "ALTER USER u UNSET EMAIL");
    expect(await show(account, "SHOW USERS LIKE 'U'")).toMatchObject([{ first_name: null, email: "" }]);
  });

  it("are named to everybody, and show the rest to their owner", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE USER u; CREATE USER v; GRANT ROLE useradmin TO USER v");
    const session = account.openSession({ user: "V", role: "PUBLIC", secondaryRoles: "NONE" });
    const rows = await show(session, "SHOW USERS");
    expect(rows.map((row) => row.name)).toEqual(["ADMIN", "U", "V"]);
    expect(rows.every((row) => Object.entries(row).every(([column, value]) => column === "name" || value === null))).toBe(true);
    expect(await run(session, "DESC USER u")).toMatchObject({ code: "003001" });
    expect(await run(session, "DESC USER v")).toBe("");
    expect(await run(session, "ALTER USER u SET COMMENT = 'x'")).toMatchObject({ code: "003001" });
  });

  it("may change their own defaults, and nothing else", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE USER v");
    const session = account.openSession({ user: "V", secondaryRoles: "NONE" });
    expect(await run(session, "ALTER USER v SET DEFAULT_WAREHOUSE = w TIMEZONE = 'UTC'")).toBe("Statement executed successfully.");
    expect(await run(session, "ALTER USER SET DEFAULT_ROLE = r")).toBe("Statement executed successfully.");
    expect(await run(session, "ALTER USER v SET DEFAULT_ROLE = r COMMENT = 'x'")).toMatchObject({ code: "003001" });
    expect(await run(session, "ALTER USER v SET PASSWORD = 'x'")).toMatchObject({ code: "003001" });
  });

  it("have login names of their own", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE USER a LOGIN_NAME = 'x'");
    expect(await run(account, "CREATE USER x")).toMatchObject({ code: "002002" });
    expect(await run(account, "CREATE USER b LOGIN_NAME = 'X'")).toMatchObject({ code: "002002" });
    expect(account.user("x")?.name).toBe("A");
  });

  it("run out", async () => {
    let now = Date.UTC(2026, 0, 1);
    const account = LocalAccount.create({ now: () => now });
    await must(account, "CREATE USER u DAYS_TO_EXPIRY = 2 MINS_TO_UNLOCK = 10");
    expect(account.user("u")).toMatchObject({ expired: false, locked: true });
    now += 2 * 86_400_000 + 1;
    expect(account.user("u")).toMatchObject({ expired: true, locked: false });
    expect(await show(as(account, "ACCOUNTADMIN"), "SHOW USERS LIKE 'u'")).toMatchObject([{ days_to_expiry: "0" }]);
  });
});
