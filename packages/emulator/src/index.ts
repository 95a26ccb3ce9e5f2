// the account

// what goes wrong on demand
export type { Fault } from "./faults/fault.ts";
export { FaultSyntaxError, parseFaults } from "./faults/parse-faults.ts";
export { connectInProcess } from "./in-process.ts";
export { LocalAccount } from "./local-account.ts";
// over HTTP
export { LocalServer, type LocalServerOptions } from "./server/local-server.ts";
// what tools need that know only an account's name
export { keepCertificates } from "./tls/keep-certificates.ts";
// another account, as it was read
export { compareWithSeed } from "./twin/compare-with-seed.ts";
export type { Hole, Seed, SeedFacts, SeedResult, SeedRow } from "./twin/seed.ts";
