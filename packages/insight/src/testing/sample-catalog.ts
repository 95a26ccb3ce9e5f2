import { type AnyObject, type Attachment, AttachmentSet, type Catalog, type Grant, type Grantee, GrantSet, idOf, type Value } from "@snowtower/kinds";
import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";
import type { Session } from "../access/session.ts";
import type { Target } from "../target.ts";

/** Catalogs written by hand. */
const facts: AccountFacts = {
  locator: "AB12345",
  organization: "ORG",
  name: "ACC",
  region: "AWS_EU_CENTRAL_1",
  edition: "ENTERPRISE",
  user: exactly("BOSS"),
  role: exactly("ADMIN"),
  warehouse: null,
  source: "test",
};

/** Everything was read. */
const EVERYTHING = { has: () => true } as unknown as ReadonlySet<string>;

export interface CatalogParts {
  readonly objects?: readonly AnyObject[];
  readonly grants?: readonly Grant[];
  readonly attachments?: readonly Attachment[];
  readonly coverage?: ReadonlySet<string>;
}

export function catalogOf({ objects = [], grants = [], attachments = [], coverage = EVERYTHING }: CatalogParts): Catalog {
  return {
    facts,
    objects: new Map(objects.map((object) => [object.id, object])),
    grants: new GrantSet(grants),
    attachments: new AttachmentSet(attachments),
    gaps: [],
    baseline: 0,
    coverage,
  };
}

type SampleFields = { readonly [field: string]: Value };

/** `thing("table DB.SC.T", "OWNER")`. */
export function thing(what: string, owner: string | null = "ADMIN", fields: SampleFields = {}): AnyObject {
  const [kind = "", dotted = ""] = what.split(" ");
  const name = nameOf(...dotted.split("."));
  return { kind, id: idOf(kind, name), name, owner: owner === null ? null : exactly(owner), fields };
}

/** `who("ROLE R")`, `who("USER U")`; one word is a role. */
export function who(text: string): Grantee {
  const at = text.lastIndexOf(" ");
  return at < 0 ? { type: "ROLE", name: text } : { type: text.slice(0, at) as Grantee["type"], name: text.slice(at + 1) };
}

/** `on("TABLE DB.SC.T")`, `on("ACCOUNT ")`. */
export function on(text: string): Target {
  const at = text.lastIndexOf(" ");
  return { type: text.slice(0, at), name: text.slice(at + 1) };
}

/** `grant("SELECT ON TABLE DB.SC.T TO USER U")`, `... ON FUTURE TABLE IN SCHEMA DB.SC TO R`, `... ON ACCOUNT TO R WITH GRANT OPTION`; `ROLE A TO USER U` is a membership. */
export function grant(text: string): Grant {
  const option = text.endsWith(" WITH GRANT OPTION");
  const [left = "", to = ""] = text.replace(" WITH GRANT OPTION", "").split(" TO ");
  const [privilege = "", target] = left.includes(" ON ") ? left.split(" ON ") : ["USAGE", left];
  const future = /^FUTURE (.+) IN (DATABASE|SCHEMA) (.+)$/.exec(target ?? "");
  if (target === "ACCOUNT") return { privilege, on: { kind: "account" }, to: who(to), option };
  if (future !== null)
    return { privilege, on: { kind: "future", type: future[1] ?? "", in: future[2] as "DATABASE" | "SCHEMA", name: future[3] ?? "" }, to: who(to), option };
  return { privilege, on: { kind: "object", ...on(target ?? "") }, to: who(to), option };
}

export function grants(...lines: readonly string[]): readonly Grant[] {
  return lines.map(grant);
}

export function asRole(name: string): Session {
  return { kind: "as role", role: who(name) };
}

export function asUser(name: string): Session {
  return { kind: "as user", user: { type: "USER", name } };
}
