import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { readPrivateKey } from "./private-key.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const plain = privateKey.export({ format: "pem", type: "pkcs8" }).toString().trim();
const encrypted = privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "open sesame" }).toString();
const pass = (value: string) => ({ value, origin: "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE" });

test.each([
  ["PKCS#8", plain],
  ["PKCS#1", privateKey.export({ format: "pem", type: "pkcs1" }).toString()],
  ["line breaks as \\n, as CI variables have them", plain.replaceAll("\n", "\\n")],
  ["Windows line breaks", plain.replaceAll("\n", "\r\n")],
  ["base64 of DER", privateKey.export({ format: "der", type: "pkcs8" }).toString("base64")],
])("%s is read", (_, text) => {
  expect(readPrivateKey(text, "here")).toEqual({ kind: "key", pem: plain });
});

test("an encrypted key is opened with its passphrase", () => {
  expect(readPrivateKey(encrypted, "here", pass("open sesame"))).toEqual({ kind: "key", pem: plain });
  const pkcs1 = privateKey.export({ format: "pem", type: "pkcs1", cipher: "aes-128-cbc", passphrase: "open sesame" }).toString();
  expect(readPrivateKey(pkcs1, "here", pass("open sesame"))).toEqual({ kind: "key", pem: plain });
});

test("a passphrase nobody needs does no harm", () => {
  expect(readPrivateKey(plain, "here", pass("x"))).toEqual({ kind: "key", pem: plain });
});

test.each([
  ["no passphrase", encrypted, undefined, "encrypted and there is no passphrase"],
  ["a wrong passphrase", encrypted, pass("wrong"), "the passphrase from SNOWFLAKE_PRIVATE_KEY_PASSPHRASE does not open"],
  ["a public key", publicKey.export({ format: "pem", type: "spki" }).toString(), undefined, "this is a public key"],
  ["an OpenSSH key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----", undefined, "OpenSSH"],
  ["anything else", "secret nonsense", undefined, "not a private key"],
  ["another kind of key", generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString(), undefined, "type ed25519"],
] as const)("%s is told, without the key", (_, text, passphrase, message) => {
  const read = readPrivateKey(text, "SNOWFLAKE_PRIVATE_KEY_RAW", passphrase);
  expect(read).toMatchObject({ kind: "problem", problem: { message: expect.stringContaining(message) } });
  expect(JSON.stringify(read)).toContain("SNOWFLAKE_PRIVATE_KEY_RAW: ");
  for (const piece of ["nonsense", "MII", "wrong", "b3Bl"]) expect(JSON.stringify(read)).not.toContain(piece);
});

test("what is read is the same key", () => {
  const read = readPrivateKey(encrypted, "here", pass("open sesame"));
  if (read.kind !== "key") throw new Error("not read");
  expect(createPublicKey(createPrivateKey(read.pem)).export({ format: "pem", type: "spki" })).toBe(publicKey.export({ format: "pem", type: "spki" }));
});
