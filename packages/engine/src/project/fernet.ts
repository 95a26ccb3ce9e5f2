// Fernet, the format of SnowDDL's secrets: version, time, IV, AES-128-CBC, HMAC-SHA256. (https://github.com/fernet/spec)
import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";

declare const fernetKey: unique symbol;

/** A key of 32 bytes: 16 to sign, 16 to encrypt. */
export type FernetKey = Buffer & { readonly [fernetKey]: true };

const VERSION = 0x80;
const SIGNATURE_BYTES = 32;
/** Version, time and IV; at least one block; the signature. */
const SHORTEST = 1 + 8 + 16 + 16 + SIGNATURE_BYTES;

export function parseFernetKey(text: string): FernetKey | null {
  if (!/^[A-Za-z0-9_+/-]{43}=$/.test(text)) return null;
  return Buffer.from(text, "base64url") as FernetKey;
}

/** The plain bytes of a token; `null` if the key does not fit or the token is damaged, without saying which. */
export function decryptFernet(token: string, key: FernetKey): Buffer | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < SHORTEST || bytes[0] !== VERSION) return null;
  const signed = bytes.subarray(0, -SIGNATURE_BYTES);
  const signature = createHmac("sha256", key.subarray(0, 16)).update(signed).digest();
  if (!timingSafeEqual(signature, bytes.subarray(-SIGNATURE_BYTES))) return null;
  try {
    const decipher = createDecipheriv("aes-128-cbc", key.subarray(16), signed.subarray(9, 25));
    return Buffer.concat([decipher.update(signed.subarray(25)), decipher.final()]);
  } catch {
    return null;
  }
}
