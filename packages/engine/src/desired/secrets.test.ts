import { idOf } from "@snowtower/kinds";
import { exactly } from "@snowtower/sql";
import { expect, test } from "vitest";
import { SecretStore } from "./secrets.ts";

test("without a key a reference says nothing of its value, and whatever stands behind it now is given", () => {
  const from = new SecretStore();
  const secret = from.keep("user.yaml:3:5", "hunter2");
  expect(secret).toEqual({ ref: "user.yaml:3:5", digest: "unbound" });
  expect(from.reveal(secret)).toBe("hunter2");
});

test("with a key it is bound to its value: another one is refused, and not shown", () => {
  const from = new SecretStore("key");
  const secret = from.keep("r", "hunter2");
  expect(secret.digest).toMatch(/^[0-9a-f]{16}$/);
  const to = new SecretStore("key");
  to.keep("r", "hunter3");
  expect(() => to.reveal(secret)).toThrow(/r is not the one that was planned/);
  expect(() => to.reveal(secret)).not.toThrow(/hunter/);
  expect(new SecretStore("other").keep("r", "hunter2").digest).not.toBe(secret.digest);
});

test("a reference that nobody keeps is refused", () => {
  expect(() => new SecretStore().reveal({ ref: "gone", digest: "unbound" })).toThrow(/gone/);
});

test("a mark's digest is bound to the object, the field and the value under each key, the present one first, and not to the place in the files", () => {
  const ada = idOf("user", [exactly("ADA")]);
  const digests = (place: string, value: string, keys: readonly [string?, ...string[]], of = ada, field = "password") => {
    const [key, ...former] = keys;
    const store = new SecretStore(key, former);
    return store.boundDigests(of, field, { ...store.keep(place, value) });
  };
  const [now] = digests("user.yaml:3:5", "hunter2", ["a"]);
  expect(now).toMatchObject({ key: expect.stringMatching(/^[0-9a-f]{8}$/), digest: expect.stringMatching(/^[0-9a-f]{24}$/) });
  expect(digests("user.yaml:9:1", "hunter2", ["a"])).toEqual([now]);
  expect(digests("r", "hunter2", ["b", "a"])[1]).toEqual(now);
  const others = [
    digests("r", "hunter3", ["a"]),
    digests("r", "hunter2", ["b"]),
    digests("r", "hunter2", ["a"], idOf("user", [exactly("BOB")])),
    digests("r", "hunter2", ["a"], ada, "token"),
  ];
  expect(new Set([now?.digest, ...others.map(([each]) => each?.digest)]).size).toBe(5);
  expect(digests("r", "hunter2", [])).toEqual([]);
});

test("a secret deep in a value counts with all around it", () => {
  const store = new SecretStore("a");
  const stage = idOf("stage", [exactly("DB"), exactly("SC"), exactly("S")]);
  const digest = (id: string, value: string) =>
    store.boundDigests(stage, "credentials", { AWS_KEY_ID: id, AWS_SECRET_KEY: { ...store.keep(value, value) } })[0]?.digest;
  expect(new Set([digest("k1", "s1"), digest("k2", "s1"), digest("k1", "s2")]).size).toBe(3);
});
