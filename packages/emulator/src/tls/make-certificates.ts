import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { pki } from "node-forge";
import { DOMAIN, HOST_PATTERNS } from "./snowflake-hosts.ts";

/** What a server shows, and what its clients have to trust. */
export interface Certificates {
  /** The authority, as PEM. */
  readonly authority: string;
  /** The leaf with its authority behind it, as PEM: Python refuses a leaf that is its own authority. */
  readonly chain: string;
  /** The leaf's private key, as PEM. */
  readonly key: string;
}

const DAYS_VALID = 397;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A new authority and a leaf for the hosts of Snowflake accounts.
 * The authority's key is forgotten with the return of this function, and the authority may vouch for no other domain:
 * who trusts it trusts this one leaf.
 */
export async function makeCertificates(now: number): Promise<Certificates> {
  const { default: forge } = await import("node-forge");
  const { pki } = forge;
  const issuer = await keyPair();
  const owner = await keyPair();
  const validity = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + DAYS_VALID * DAY_MS) };
  const issuerName = [{ name: "commonName", value: `SnowTower local account ${randomBytes(4).toString("hex")}` }];
  const signingKey = pki.privateKeyFromPem(issuer.privateKey);
  const sign = (key: string, subject: pki.CertificateField[], extensions: readonly object[]) => {
    const certificate = pki.createCertificate();
    certificate.publicKey = pki.publicKeyFromPem(key);
    // A positive number, whatever its first bit.
    certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
    Object.assign(certificate.validity, validity);
    certificate.setSubject(subject);
    certificate.setIssuer(issuerName);
    certificate.setExtensions([...extensions]);
    certificate.sign(signingKey, forge.md.sha256.create());
    return certificate;
  };
  const authority = sign(issuer.publicKey, issuerName, [
    { name: "basicConstraints", cA: true, pathLenConstraint: 0, critical: true },
    { name: "keyUsage", keyCertSign: true, critical: true },
    { name: "subjectKeyIdentifier" },
    { id: "2.5.29.30", critical: true, value: onlyUnder(DOMAIN) },
  ]);
  // A name that is printable in the sense of ASN.1, which `*` is not: Python's cryptography refuses such a certificate.
  const leaf = sign(
    owner.publicKey,
    [{ name: "commonName", value: DOMAIN }],
    [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: HOST_PATTERNS.map((value) => ({ type: 2, value })) },
      { name: "subjectKeyIdentifier" },
      { name: "authorityKeyIdentifier", keyIdentifier: authority.generateSubjectKeyIdentifier().getBytes() },
    ],
  );
  const authorityPem = pki.certificateToPem(authority);
  return { authority: authorityPem, chain: pki.certificateToPem(leaf) + authorityPem, key: owner.privateKey };
}

interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** By Node itself, off the main thread: the library's own takes seconds. */
function keyPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

/** NameConstraints with one permitted domain (RFC 5280, 4.2.1.10), which the library has no words for. All lengths are below 128. */
function onlyUnder(domain: string): string {
  const wrap = (tag: number, content: string) => String.fromCharCode(tag, content.length) + content;
  return wrap(0x30, wrap(0xa0, wrap(0x30, wrap(0x82, domain))));
}
