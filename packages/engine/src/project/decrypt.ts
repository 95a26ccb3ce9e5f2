import type { Report } from "@snowtower/kinds";
import { decryptFernet, type FernetKey, parseFernetKey } from "./fernet.ts";
import { decodeUtf8 } from "./project-files.ts";
import type { TagReader } from "./yaml-tags.ts";

/** The keys of SNOWFLAKE_CONFIG_FERNET_KEYS: several with commas between them, every one of them is tried. */
export function splitFernetKeys(text: string): readonly string[] {
  return text.split(",").flatMap((key) => (key.trim() === "" ? [] : [key.trim()]));
}

/** Reads `!decrypt <token>`. Neither the value nor a key is ever part of a message. */
export function decryptReader(keys: readonly string[], report: Report): TagReader {
  const parsed = keys.map(parseFernetKey);
  const good = parsed.filter((key): key is FernetKey => key !== null);
  return (token, at) => {
    if (keys.length === 0) {
      report({ severity: "error", code: "ST1050", message: "there is no key to decrypt this value with", at, hint: "set SNOWFLAKE_CONFIG_FERNET_KEYS" });
      return null;
    }
    for (const key of good) {
      const text = decryptText(token, key);
      if (text !== null) return { text, secret: true };
    }
    const bad = parsed.indexOf(null);
    if (bad >= 0)
      report({
        severity: "error",
        code: "ST1051",
        message: `key ${bad + 1} of ${keys.length} is not a Fernet key`,
        at,
        hint: "a key has 44 characters of URL-safe base64",
      });
    else
      report({
        severity: "error",
        code: "ST1052",
        message: `the value cannot be decrypted with ${keys.length === 1 ? "the key" : `any of the ${keys.length} keys`}`,
        at,
      });
    return null;
  };
}

/** Reads `!encrypt`: a secret in the open is refused, as SnowDDL refuses it. */
export function encryptReader(report: Report): TagReader {
  return (_written, at) => {
    report({
      severity: "error",
      code: "ST1053",
      message: "this secret is not encrypted yet",
      at,
      hint: "encrypt it (the tag becomes !decrypt) before it is used or committed",
    });
    return null;
  };
}

function decryptText(token: string, key: FernetKey): string | null {
  const bytes = decryptFernet(token, key);
  return bytes === null ? null : decodeUtf8(bytes);
}
