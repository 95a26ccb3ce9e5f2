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
