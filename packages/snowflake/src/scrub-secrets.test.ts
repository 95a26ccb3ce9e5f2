import { stringLiteral } from "@snowtower/sql";
import fc from "fast-check";
import { expect, test } from "vitest";
import { scrubQuoting, scrubWhole } from "./scrub-secrets.ts";

const secret = (value: string) => [{ value, shown: "${secret:x#1}" }];

test("a secret is replaced wherever it stands, whole", () => {
  expect(scrubWhole("a Tr0ub4dor b TR0UB4DOR", secret("Tr0ub4dor"))).toBe("a ${secret:x#1} b ${secret:x#1}");
  expect(scrubWhole("unexpected 'it''s'", secret("it's"))).toBe("unexpected '${secret:x#1}'");
  expect(scrubWhole("$& $1 .*", secret(".*"))).toBe("$& $1 ${secret:x#1}");
});

test("a message that repeats a part of a secret is withheld; one that does not is kept", () => {
  expect(scrubQuoting("unexpected 'e battery stapl' at 3", secret("correct horse battery staple"))).toMatch(/withheld/);
  expect(scrubQuoting("unexpected 'x' at 3", secret("correct horse battery staple"))).toBe("unexpected 'x' at 3");
});

test("the words around a key are not the key", () => {
  const pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";
  expect(scrubQuoting("Invalid private key", secret(pem))).toBe("Invalid private key");
  expect(scrubQuoting("Invalid 'qhkiG9w0BAQEF'", secret(pem))).toMatch(/withheld/);
});

test("no message, however it quotes the statement, keeps eight characters of a secret in a row", () => {
  const message = fc.record({
    value: fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(..."abcdABCD'\"\\ \n$.*-éßİΣσ") }),
    before: fc.string(),
    after: fc.string(),
    from: fc.nat(20),
    length: fc.nat(60),
    escaped: fc.boolean(),
  });
  fc.assert(
    fc.property(message, ({ value, before, after, from, length, escaped }) => {
      const quoted = (escaped ? stringLiteral(value) : value).slice(from, from + length);
      const told = scrubQuoting(before + quoted + after, [{ value, shown: "\u0001" }]);
      if (told.includes("withheld")) return;
      for (let i = 0; i + 8 <= value.length; i++) expect(told).not.toContain(value.slice(i, i + 8));
      if (value.length < 8) expect(told).not.toContain(value);
    }),
  );
});
