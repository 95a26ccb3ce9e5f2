import { createPrivateKey, type KeyObject } from "node:crypto";
import type { ConnectionProblem } from "./connection-problem.ts";
import type { Setting } from "./connection-settings.ts";

type ReadKey = { readonly kind: "key"; readonly pem: string } | { readonly kind: "problem"; readonly problem: ConnectionProblem };

/**
 * A private key as the driver wants it: PKCS#8 PEM without a passphrase. Takes PEM (PKCS#8 encrypted or not, PKCS#1), PEM whose line breaks
 * became `\n` on the way through a CI variable, and bare base64 of DER. `origin` names the key in messages, which never repeat it.
 */
export function readPrivateKey(text: string, origin: string, passphrase?: Setting): ReadKey {
  const problem = (message: string, hint?: string): ReadKey => ({
    kind: "problem",
    problem: { message: `${origin}: ${message}`, ...(hint === undefined ? {} : { hint }) },
  });
  const pem = text.trim().replaceAll("\\n", "\n").replaceAll("\r\n", "\n");
  if (/-----BEGIN (?:RSA )?PUBLIC KEY-----|^ssh-/.test(pem))
    return problem("this is a public key", "the private one is needed; the public one belongs to the user in Snowflake");
  if (pem.includes("OPENSSH PRIVATE KEY"))
    return problem("OpenSSH keys are not supported", "make one with: openssl genrsa 2048 | openssl pkcs8 -topk8 -v2 aes256");
  const encrypted = pem.includes("ENCRYPTED");
  if (encrypted && passphrase === undefined)
    return problem("the private key is encrypted and there is no passphrase", "set private_key_passphrase or SNOWFLAKE_PRIVATE_KEY_PASSPHRASE");
  let key: KeyObject;
  try {
    key = keyOf(pem, encrypted ? passphrase?.value : undefined);
  } catch {
    return encrypted
      ? problem(`the passphrase from ${passphrase?.origin ?? ""} does not open the private key`)
      : problem("not a private key in PEM or DER form");
  }
  if (key.asymmetricKeyType !== "rsa") return problem(`a key of type ${key.asymmetricKeyType ?? "unknown"}`, "Snowflake wants RSA, 2048 bits or more");
  return { kind: "key", pem: key.export({ format: "pem", type: "pkcs8" }).toString().trim() };
}

function keyOf(pem: string, passphrase: string | undefined): KeyObject {
  if (pem.includes("-----BEGIN")) return createPrivateKey(passphrase === undefined ? pem : { key: pem, format: "pem", passphrase });
  return createPrivateKey({ key: Buffer.from(pem, "base64"), format: "der", type: "pkcs8" });
}
