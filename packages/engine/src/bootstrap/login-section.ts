import { renderWorkloadIdentity } from "@snowtower/kinds";
import { displayed, id, type Statement, sql, text } from "@snowtower/sql";
import type { BootstrapItem, BootstrapOptions, BootstrapSection } from "./bootstrap.ts";
import { USERADMIN } from "./system-roles.ts";

/** How the service user proves who it is: with the private half of a key, or by what its cloud says of the program that runs. */
export type Login =
  | { readonly kind: "key pair" /** Without PEM's lines; `null`: to be filled in. */; readonly publicKey: string | null }
  | { readonly kind: "workload identity" /** TYPE, ISSUER, SUBJECT, ARN, as ALTER USER takes them. */; readonly identity: Readonly<Record<string, string>> };

const MAKE_A_KEY = [
  "A key pair: the private half stays with whoever runs SnowTower, the public half goes here.",
  "  openssl genrsa 2048 | openssl pkcs8 -topk8 -inform PEM -out snowtower.p8",
  "  openssl rsa -in snowtower.p8 -pubout -out snowtower.pub",
  "  snowtower bootstrap --public-key snowtower.pub ...",
];

/** The service user: it has no password, and nobody logs in with it by hand. */
export function loginSection({ names: { user, deployer, warehouse }, login }: BootstrapOptions): BootstrapSection {
  const isOpen = login.kind === "key pair" && login.publicKey === null;
  return {
    title: "The service user",
    as: USERADMIN,
    remarks: isOpen ? MAKE_A_KEY : [],
    items: [
      {
        statement: sql`CREATE USER IF NOT EXISTS ${id(user)} TYPE = SERVICE DEFAULT_ROLE = ${id(deployer)} DEFAULT_WAREHOUSE = ${id(warehouse)} COMMENT = ${text("SnowTower: logs in to plan and apply")}`,
        why: "a program: SERVICE has no password and no MFA",
      },
      { statement: credential(login, sql`ALTER USER ${id(user)}`), why: credentialWhy(login), ...(isOpen ? { open: true as const } : {}) },
      { statement: sql`GRANT ROLE ${id(deployer)} TO USER ${id(user)}`, why: `it works as ${displayed(deployer)}, or with --role as a role below it` },
    ] satisfies BootstrapItem[],
  };
}

function credential(login: Login, alter: Statement): Statement {
  if (login.kind === "workload identity") return sql`${alter} SET WORKLOAD_IDENTITY = ${renderWorkloadIdentity(login.identity)}`;
  return sql`${alter} SET RSA_PUBLIC_KEY = ${text(login.publicKey ?? "<the public key, without its first and last line>")}`;
}

function credentialWhy({ kind }: Login): string {
  return kind === "key pair" ? "it logs in with the private half of this key" : "it logs in with what its cloud says of it: no secret to keep";
}
