// The tokens were made by Python's `cryptography`, which SnowDDL uses.
import type { Diagnostic } from "@snowtower/kinds";
import { expect, test } from "vitest";
import { decryptReader, encryptReader, splitFernetKeys } from "./decrypt.ts";
import { decryptFernet, parseFernetKey } from "./fernet.ts";

const FIRST = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const SECOND = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
const HELLO = "gAAAAABlU_EAAAECAwQFBgcICQoLDA0OD4_9EBVfNSDZ7XtRxaHNdkXtnpiOvBp_5rgCTWkWJ4a71RudAww7-qtFixrYFculFQ==";
const BY_SECOND = "gAAAAABlU_EAAAECAwQFBgcICQoLDA0ODyRI9-PPf_RXECdunDBZczxSf41Ea24WfmY12WNV7Vd_D5MJQxjuSl5qC6CTGai6fg==";
const EMPTY = "gAAAAABlU_EAAAECAwQFBgcICQoLDA0OD7eteCFsVWnW2hqrh_bbxWG2kgARxHn5BD1_8db41B-9AjTeFsfNLWkqNE3aSOKVfQ==";
const NOT_TEXT = "gAAAAABlU_EAAAECAwQFBgcICQoLDA0OD1tEsnZo_FktR0NGksaDJUZqobzzuXMsYtC8L1G40KIxvEkWp2bRaKfSo-Oe_L0G-g==";
const AT = { file: "user.yaml", line: 3, column: 15 };

function decrypted(token: string, keys: readonly string[]) {
  const diagnostics: Diagnostic[] = [];
  const read = decryptReader(keys, (d) => diagnostics.push(d))(token, AT);
  return { read, diagnostics, codes: diagnostics.map((d) => d.code) };
}

test.each([
  [HELLO, "hello"],
  [BY_SECOND, "zwölf ${{ x }}"],
  [EMPTY, ""],
  [HELLO.replace(/(.{40})/g, "$1 "), "hello"],
])("a token is read with any of the keys, and the result is a secret", (token, text) => {
  expect(decrypted(token, [FIRST, SECOND]).read).toEqual({ text, secret: true });
  expect(decrypted(token, [SECOND, FIRST]).read).toEqual({ text, secret: true });
});

test("no key", () => {
  expect(decrypted(HELLO, [])).toMatchObject({ read: null, diagnostics: [{ code: "ST1050", at: AT, severity: "error" }] });
});

test("a key that is none is told only if no other fits", () => {
  expect(decrypted(HELLO, ["nonsense", FIRST]).codes).toEqual([]);
  expect(decrypted(HELLO, [SECOND, "nonsense"]).diagnostics).toMatchObject([{ code: "ST1051", message: "key 2 of 2 is not a Fernet key" }]);
});

test("a wrong key, a damaged token, bytes that are no text", () => {
  expect(decrypted(HELLO, [SECOND]).diagnostics).toMatchObject([{ code: "ST1052", message: "the value cannot be decrypted with the key" }]);
  for (const token of ["", "hello", HELLO.slice(0, -8), `${HELLO.slice(0, 40)}A${HELLO.slice(41)}`, `h${HELLO.slice(1)}`, NOT_TEXT])
    expect(decrypted(token, [FIRST]).codes, token).toEqual(["ST1052"]);
});

test("every single changed bit is noticed", () => {
  const key = parseFernetKey(FIRST)!;
  const bytes = Buffer.from(HELLO, "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(decryptFernet(changed.toString("base64url"), key)).toBeNull();
  }
});

test("neither the value, the token nor a key is in a message", () => {
  const all = [decrypted(HELLO, [SECOND]), decrypted(HELLO, ["nonsense"]), decrypted(HELLO, []), decrypted(NOT_TEXT, [FIRST])]
    .map((each) => JSON.stringify(each.diagnostics))
    .join();
  for (const hidden of ["hello", HELLO.slice(0, 20), SECOND.slice(0, 10), "nonsense"]) expect(all).not.toContain(hidden);
});

test("!encrypt is refused without showing what stands behind it", () => {
  const diagnostics: Diagnostic[] = [];
  expect(encryptReader((d) => diagnostics.push(d))("hunter2", AT)).toBeNull();
  expect(diagnostics).toMatchObject([{ severity: "error", code: "ST1053", at: AT }]);
  expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
});

test("keys of the environment's variable", () => {
  expect(splitFernetKeys(" a= , ,b=,")).toEqual(["a=", "b="]);
  expect(splitFernetKeys("")).toEqual([]);
});

test.each(["", "short", FIRST.slice(0, -1), `${FIRST}=`, FIRST.replace("A", "!"), `${FIRST}\n`])("%j is no key", (text) => {
  expect(parseFernetKey(text)).toBeNull();
});
