import { createHash, createPublicKey } from "node:crypto";
import { SqlError } from "../sql-error.ts";

/** Reads a public key as Snowflake takes it (base64 of the DER, without the PEM's first and last line) and gives it with its fingerprint, `SHA256:...`. */
export function readPublicKey(text: string, property: string): { readonly key: string; readonly fingerprint: string } {
  const key = text.replace(/\s+/g, "");
  const der = Buffer.from(key, "base64");
  if (!isKnownKey(der))
    throw new SqlError(
      "002120",
      "22023",
      `SQL execution error: Invalid value specified for property '${property}'. New public key rejected by current policy. Reason: 'Invalid public key'.`,
    );
  return { key, fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}` };
}

/** P-256, P-384 and P-521 as Node.js calls them (docs: user-guide/key-pair-auth, "Generate the private keys"). */
const CURVES = ["prime256v1", "secp384r1", "secp521r1"];

function isKnownKey(der: Buffer): boolean {
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    if (key.asymmetricKeyType === "ec") return CURVES.includes(key.asymmetricKeyDetails?.namedCurve ?? "");
    return key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}
