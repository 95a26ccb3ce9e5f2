import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Certificates, makeCertificates } from "./make-certificates.ts";

/** Certificates in a folder, for its owner's eyes only. */
export interface KeptCertificates extends Certificates {
  /** The file that clients are told to trust. */
  readonly authorityFile: string;
}

/** A server that runs as long as this is still believed. */
const RENEW_BEFORE_MS = 60 * 24 * 60 * 60 * 1000;

/** The certificates of a folder: made at the first time, and anew when they are about to end or do not fit together. The files' names stay. */
export async function keepCertificates(folder: string, now: number): Promise<KeptCertificates> {
  const authorityFile = join(folder, "ca.pem");
  const there = read(folder, now);
  if (there !== null) return { ...there, authorityFile };
  const made = await makeCertificates(now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  write(join(folder, "server.pem"), made.key + made.chain);
  write(authorityFile, made.authority);
  return { ...made, authorityFile };
}

function read(folder: string, now: number): Certificates | null {
  try {
    const authority = readFileSync(join(folder, "ca.pem"), "utf8");
    const server = readFileSync(join(folder, "server.pem"), "utf8");
    const start = server.indexOf("-----BEGIN CERTIFICATE-----");
    const [key, chain] = [server.slice(0, start), server.slice(start)];
    // It reads the first certificate of the chain, which is the leaf.
    const leaf = new X509Certificate(chain);
    const issuer = new X509Certificate(authority);
    const fits = leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey) && leaf.checkPrivateKey(createPrivateKey(key));
    const lasts = [leaf, issuer].every((certificate) => Date.parse(certificate.validTo) > now + RENEW_BEFORE_MS && Date.parse(certificate.validFrom) <= now);
    return fits && lasts ? { authority, chain, key } : null;
  } catch {
    // Not there, or broken: no reason to stop, as new ones are as good.
    return null;
  }
}

function write(file: string, text: string): void {
  const mine = `${file}.${process.pid}.new`;
  writeFileSync(mine, text, { mode: 0o600 });
  renameSync(mine, file);
}
