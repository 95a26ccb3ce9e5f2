import { closest, displayed, type Identifier, MAX_IDENTIFIER_LENGTH } from "@snowtower/sql";
import { role } from "../../account/role.ts";
import type { Diagnostic, Position } from "../../diagnostic.ts";
import type { AnyObject } from "../../object.ts";
import { idOf, type ObjectId } from "../../object-id.ts";
import type { Refusal } from "../../value-types/refuse.ts";
import { type Grant, type Grantee, type GrantTarget, granteeKey, grantKey } from "../grant.ts";

/** Where a grant goes, and what for. */
interface Gift {
  readonly to: Grantee;
  readonly privilege: string;
  readonly on: GrantTarget;
  /** One sentence. */
  readonly why: string;
  readonly option?: boolean;
}

interface RoleDraft {
  readonly name: Identifier;
  readonly at: Position;
  readonly comment?: string;
  readonly owner?: Identifier;
}

/** What an expansion has come to so far. A grant that several places ask for stands once, with the reason that came first. */
export class Draft {
  readonly roles = new Map<ObjectId, AnyObject>();
  readonly grants = new Map<string, Grant>();
  readonly reasons = new Map<string, string>();
  readonly origin = new Map<ObjectId, Position>();
  readonly strict = new Set<string>();
  readonly strictMembers = new Set<string>();
  readonly additive = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];

  role(draft: RoleDraft): Grantee {
    const id = idOf(role.name, [draft.name]);
    const grantee: Grantee = { type: "ROLE", name: displayed(draft.name) };
    if (draft.name.length > MAX_IDENTIFIER_LENGTH) {
      this.refuse({ code: "ST1105", message: `the role ${grantee.name} would have more than ${MAX_IDENTIFIER_LENGTH} characters`, at: draft.at });
    }
    const first = this.origin.get(id);
    if (first !== undefined) {
      const where = `${first.file}:${first.line}:${first.column}`;
      this.refuse({ code: "ST1210", message: `the role ${grantee.name} is described twice`, at: draft.at, hint: `it is also described at ${where}` });
      return grantee;
    }
    const fields = draft.comment === undefined ? {} : { comment: draft.comment };
    this.roles.set(id, { kind: role.name, id, name: [draft.name], owner: draft.owner, fields });
    this.origin.set(id, draft.at);
    return grantee;
  }

  give({ why, ...gift }: Gift): void {
    const grant: Grant = { privilege: gift.privilege, on: gift.on, to: gift.to, option: gift.option === true };
    const key = grantKey(grant);
    const there = this.grants.get(key);
    if (there === undefined) this.reasons.set(key, why);
    if (there === undefined || (grant.option && !there.option)) this.grants.set(key, grant);
    if (!this.strict.has(granteeKey(grant.to))) this.additive.add(granteeKey(grant.to));
  }

  refuse({ closestTo, hint, ...rest }: Refusal): void {
    const near = closestTo === undefined ? null : closest(closestTo.word, closestTo.among);
    const said = hint ?? (near === null ? undefined : `did you mean "${near}"?`);
    this.diagnostics.push({ severity: "error", ...rest, ...(said === undefined ? {} : { hint: said }) });
  }
}

export function onObject(type: string, name: string): GrantTarget {
  return { kind: "object", type, name };
}

/** Membership: the grantee holds the role. */
export function onRole(name: Identifier): GrantTarget {
  return onObject("ROLE", displayed(name));
}
