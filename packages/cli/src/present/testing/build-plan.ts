import type { Note, Plan, Step } from "@snowtower/engine";
import {
  type AnyObject,
  type AttachmentChange,
  type Change,
  type Grant,
  type GrantTarget,
  idOf,
  kindNamed,
  kindOfId,
  type ObjectHow,
  type Read,
  signature,
  type Value,
} from "@snowtower/kinds";
import { exactly, nameOf, type Statement, sql, userSql } from "@snowtower/sql";

type Fields = { readonly [field: string]: Read<Value> };

/** An object by its kind and dotted name. */
export function object(kind: string, name: string, fields: Fields = {}, more: Partial<AnyObject> = {}): AnyObject {
  const parts = nameOf(...name.split("."));
  return { kind, id: idOf(kind, parts, more.argumentTypes), name: parts, owner: exactly("ADMIN"), fields, ...more };
}

export function change(how: ObjectHow, from: AnyObject | null, to: AnyObject | null): Change {
  const types = Object.keys(kindNamed(there(to ?? from).kind).fields);
  const differs = (field: string): boolean => JSON.stringify(from?.fields[field]) !== JSON.stringify(to?.fields[field]);
  return { kind: "object", how, from, to, fields: from === null || to === null ? [] : types.filter(differs) };
}

export const create = (to: AnyObject): Change => change("create", null, to);
export const drop = (from: AnyObject): Change => change("drop", from, null);

export function grant(privilege: string, on: GrantTarget, to: string, option = false): Grant {
  const [type = "", name = ""] = to.split(":");
  return { privilege, on, to: { type: type as Grant["to"]["type"], name }, option };
}

export const on = (type: string, name: string): GrantTarget => ({ kind: "object", type, name });
export const future = (type: string, name: string): GrantTarget => ({ kind: "future", type, in: name.includes(".") ? "SCHEMA" : "DATABASE", name });
export const give = (to: Grant): Change => ({ kind: "grant", from: null, to });
export const take = (from: Grant): Change => ({ kind: "grant", from, to: null });

export function attach(what: AnyObject, target: AnyObject, column: string): AttachmentChange {
  return { kind: "attachment", from: null, to: { what: what.id, on: target.id, column, arguments: [] } };
}

export function step(change: Change | readonly Change[], more: Partial<Step> = {}): Step {
  const changes = Array.isArray(change) ? (change as readonly Change[]) : [change as Change];
  return {
    id: idOfStep(there(changes[0])),
    changes,
    implied: [],
    as: exactly("ADMIN"),
    needs: [],
    statements: [statement(`-- ${idOfStep(there(changes[0]))}`)],
    undo: { kind: "exact", statements: [], lost: [] },
    after: [],
    why: "wh.yaml:1 describes it, and the account has none",
    risk: "safe",
    ...more,
  };
}

export function statement(text: string): Statement {
  return sql`${userSql(text)}`;
}

function there<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError("nothing is there");
  return value;
}

function idOfStep(first: Change): string {
  if (first.kind === "object") return there(first.to ?? first.from).id;
  if (first.kind === "attachment") {
    const { what, on: bearer } = there(first.to ?? first.from);
    return `${kindOfId(what)} on ${bearer}${first.to === null ? " off" : ""}`;
  }
  const { to, on: target } = there(first.to ?? first.from);
  return `${first.to === null ? "revoke" : "grant"}:${to.type} ${to.name} on ${target.kind === "account" ? "ACCOUNT" : `${target.type} ${target.name}`}`;
}

/** A note about an object. */
export function note(severity: Note["severity"], about: AnyObject, message: string, hint?: string): Note {
  return {
    severity,
    code: severity === "error" ? "ST2001" : "ST2005",
    message: `${signature(about.name)} ${message}`,
    about: about.id,
    ...(hint === undefined ? {} : { hint }),
  };
}

export function planOf(steps: readonly Step[], more: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    account: {
      organization: "ACME",
      name: "PROD",
      locator: "AB12345",
      region: "AWS_EU_CENTRAL_1",
      source: "acme-prod.snowflakecomputing.com",
      user: "DEPLOYER",
      role: "ADMIN",
    },
    scope: { managed: 212, seen: 9480, baseline: 40, undescribed: { off: 0, observe: 0, additive: 31, strict: 2 }, prefix: "", admin: "ADMIN" },
    footprint: {},
    steps,
    notes: [],
    ...more,
  };
}
