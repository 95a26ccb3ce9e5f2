import { X509Certificate } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepCertificates } from "./keep-certificates.ts";

const NOW = Date.UTC(2026, 0, 15);
const DAY = 24 * 60 * 60 * 1000;

function folder(): string {
  return join(mkdtempSync(join(tmpdir(), "snowtower-tls-")), "tls");
}

test("they are made once, for the owner's eyes only, and the authority's key is nowhere", async () => {
  const dir = folder();
  const made = await keepCertificates(dir, NOW);
  expect(made.authorityFile).toBe(join(dir, "ca.pem"));
  expect(await keepCertificates(dir, NOW + 200 * DAY)).toEqual(made);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(readdirSync(dir).sort()).toEqual(["ca.pem", "server.pem"]);
  for (const file of readdirSync(dir)) expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
  const everything = readdirSync(dir).map((file) => readFileSync(join(dir, file), "utf8"));
  expect(everything.join("").match(/PRIVATE KEY-----/g)).toHaveLength(2);
});

test("the authority vouches for Snowflake's hosts only, and the leaf is none", async () => {
  const { authority, chain } = await keepCertificates(folder(), NOW);
  const [issuer, leaf] = [new X509Certificate(authority), new X509Certificate(chain)];
  expect([issuer.ca, leaf.ca]).toEqual([true, false]);
  expect(issuer.raw.includes(Buffer.from("551d1e", "hex"))).toBe(true);
  expect(leaf.checkHost("any-account.snowflakecomputing.com")).toBe("*.snowflakecomputing.com");
  expect(leaf.checkHost("example.com")).toBeUndefined();
  for (const { subject } of [issuer, leaf]) expect(subject).toMatch(/^CN=[A-Za-z0-9 '()+,./:=?-]+$/);
});

test("they are made anew under the same names before they end", async () => {
  const dir = folder();
  const first = await keepCertificates(dir, NOW);
  const later = NOW + 360 * DAY;
  const second = await keepCertificates(dir, later);
  expect(second.authorityFile).toBe(first.authorityFile);
  expect(second.authority).not.toBe(first.authority);
  expect(Date.parse(new X509Certificate(second.chain).validTo)).toBeGreaterThan(later + 300 * DAY);
});

test.each(["ca.pem", "server.pem"])("a broken %s is made anew, and so is what it belongs to", async (file) => {
  const dir = folder();
  const first = await keepCertificates(dir, NOW);
  chmodSync(join(dir, file), 0o600);
  writeFileSync(join(dir, file), "-----BEGIN NOTHING-----");
  const second = await keepCertificates(dir, NOW);
  expect(second.authority).not.toBe(first.authority);
  expect(new X509Certificate(second.chain).verify(new X509Certificate(second.authority).publicKey)).toBe(true);
});

test("the authority of another folder does not fit", async () => {
  const [dir, other] = [folder(), folder()];
  const first = await keepCertificates(dir, NOW);
  const foreign = await keepCertificates(other, NOW);
  writeFileSync(first.authorityFile, foreign.authority);
  const second = await keepCertificates(dir, NOW);
  expect([first.authority, foreign.authority]).not.toContain(second.authority);
});
