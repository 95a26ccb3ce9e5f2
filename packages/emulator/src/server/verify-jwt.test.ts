import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { LoginData } from "../login-data.ts";
import { verifyJwt } from "./verify-jwt.ts";

const NOW = 1_900_000_000_000;
const SECOND = NOW / 1000;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const der = keys.publicKey.export({ type: "spki", format: "der" });
const fingerprint = `SHA256:${createHash("sha256").update(der).digest("base64")}`;
let user: LoginData;

beforeAll(() => {
  const rsaKeys = [{ key: der.toString("base64"), fingerprint, pair: null }];
  user = {
    id: 1,
    hasMfa: false,
    bypassesMfa: false,
    name: "U",
    loginName: "U",
    type: "PERSON",
    disabled: false,
    expired: false,
    locked: false,
    mustChangePassword: false,
    passwordHash: null,
    rsaKeys,
  };
});

interface Made {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: typeof keys.privateKey;
}

function token({ header = {}, claims = {}, key = keys.privateKey }: Made = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT", ...header })}.${encode({ iss: `LOCAL.U.${fingerprint}`, sub: "LOCAL.U", iat: SECOND, exp: SECOND + 60, ...claims })}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}

function code(jwt: string, loginName = "u"): string | null {
  try {
    verifyJwt(jwt, { user, loginName, now: NOW });
    return null;
  } catch (error) {
    expect((error as Error).message).toMatch(/^JWT token is invalid\. \[[0-9a-f-]{36}\]$/);
    return (error as { readonly code: string }).code;
  }
}

test("seconds, as everybody writes them, and milliseconds, as the Node.js driver does", () => {
  expect(code(token())).toBeNull();
  expect(code(token({ claims: { iat: NOW, exp: NOW + 60_000 } }))).toBeNull();
});

test.each([
  ["expired", { exp: SECOND - 61 }, "394301"],
  ["expired in milliseconds", { iat: NOW - 300_000, exp: NOW - 61_000 }, "394301"],
  ["not yet begun", { iat: SECOND + 61, exp: SECOND + 120 }, "394302"],
  ["not yet valid", { nbf: SECOND + 61 }, "394302"],
  ["without an end", { exp: undefined }, "394303"],
  ["with an end that is no time", { exp: "tomorrow" }, "394303"],
  ["of another key", { iss: "LOCAL.U.SHA256:AAAA" }, "394304"],
  ["without an issuer", { iss: undefined }, "394306"],
  ["of an issuer without a key", { iss: "LOCAL.U" }, "394300"],
  ["of another subject", { sub: "LOCAL.OTHER" }, "394300"],
  ["of another user throughout", { iss: `LOCAL.OTHER.${fingerprint}`, sub: "LOCAL.OTHER" }, "394300"],
])("%s", (_what, claims, expected) => {
  expect(code(token({ claims }))).toBe(expected);
});

test("clocks may differ by a minute", () => {
  expect(code(token({ claims: { exp: SECOND - 59 } }))).toBeNull();
  expect(code(token({ claims: { iat: SECOND + 59 } }))).toBeNull();
});

test("no other algorithm, and none", () => {
  for (const alg of ["none", "HS256", "PS256"]) expect(code(token({ header: { alg } }))).toBe("394305");
  // One of another kind than the key.
  expect(code(token({ header: { alg: "ES256" } }))).toBe("394300");
});

test.each([
  ["RS384", "rsa", "sha384"],
  ["RS512", "rsa", "sha512"],
  ["ES256", "P-256", "sha256"],
  ["ES384", "P-384", "sha384"],
  ["ES512", "P-521", "sha512"],
])("%s", (alg, kind, hash) => {
  const pair = kind === "rsa" ? keys : generateKeyPairSync("ec", { namedCurve: kind });
  const spki = pair.publicKey.export({ type: "spki", format: "der" });
  const print = `SHA256:${createHash("sha256").update(spki).digest("base64")}`;
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg })}.${encode({ iss: `LOCAL.U.${print}`, sub: "LOCAL.U", iat: SECOND, exp: SECOND + 60 })}`;
  const signature = sign(hash, Buffer.from(signed), { key: pair.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url");
  const his = { ...user, rsaKeys: [{ key: spki.toString("base64"), fingerprint: print, pair: null }] };
  verifyJwt(`${signed}.${signature}`, { user: his, loginName: "u", now: NOW });
  expect(() => verifyJwt(`${signed}.${signature.slice(4)}AAAA`, { user: his, loginName: "u", now: NOW })).toThrow("JWT token is invalid");
});

test("a signature of somebody else, a changed token, no signature", () => {
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  expect(code(token({ key: other.privateKey }))).toBe("394300");
  const [header, payload, signature] = token().split(".");
  const changed = Buffer.from(JSON.stringify({ iss: `LOCAL.U.${fingerprint}`, sub: "LOCAL.U", exp: SECOND + 9999 })).toString("base64url");
  expect(code(`${header}.${changed}.${signature}`)).toBe("394300");
  expect(code(`${header}.${payload}.`)).toBe("394300");
  for (const nonsense of ["", "a", "a.b", "a.b.c", "a.b.c.d", `${header}.e30.${signature}`]) expect(code(nonsense)).not.toBeNull();
});

test("a name with dots", () => {
  const claims = { iss: `LOCAL.JANE.DOE@ACME.EXAMPLE.${fingerprint}`, sub: "LOCAL.JANE.DOE@ACME.EXAMPLE" };
  expect(code(token({ claims }), "jane.doe@acme.example")).toBeNull();
});
