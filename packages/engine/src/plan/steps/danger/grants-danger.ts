import { type Change, type Grant, type GrantChange, granteeKey, isMembership } from "@snowtower/kinds";
import { listed } from "./counted-words.ts";

/** What a grantee can no longer do. */
export function takenDanger(changes: readonly Change[]): string {
  const taken = changes.flatMap((change) => (change.kind === "grant" && change.from !== null ? [{ grant: change.from, option: change.to !== null }] : []));
  const [first] = taken;
  if (first === undefined) return "what it did on it ends";
  const { grant, option } = first;
  const who = grant.to.name;
  if (isMembership(grant) && grant.on.kind === "object" && !option) return `${who} loses all that ${grant.on.name} gives`;
  const privileges = [...new Set(taken.map((each) => each.grant.privilege))].sort();
  if (option) return `${who} can no longer pass ${listed(privileges)} on`;
  if (grant.on.kind === "future") return `${who} gets no ${listed(privileges)} on what is made from now on`;
  const does = privileges.every((privilege) => privilege === "SELECT") ? "reads" : "works";
  return `${who} loses ${listed(privileges)}: whoever ${does} through it stops`;
}

/** Who holds a system role can do far more than any grant says (RA 20). */
export function systemRoleDanger(changes: readonly Change[]): string {
  const given = changes.flatMap((change) => (change.kind === "grant" && change.to !== null && isMembership(change.to) ? [change.to] : []));
  const roles = given.flatMap(({ on }) => (on.kind === "object" ? [on.name] : []));
  return `${given[0]?.to.name ?? "the grantee"} can do all that ${listed(roles)} can, and that is more than its grants say`;
}

/** How many are left in a role that one leaves: `BOB is one of 3 members of ACCOUNTADMIN`. */
export function lastMemberDanger({ from }: GrantChange, grants: Iterable<Grant>): string {
  if (from === null || from.on.kind !== "object") return "";
  const role = from.on.name;
  const members = new Set([granteeKey(from.to)]);
  for (const grant of grants) if (isMembership(grant) && grant.on.kind === "object" && grant.on.name === role) members.add(granteeKey(grant.to));
  if (members.size > 1) return `${from.to.name} is one of ${members.size} members of ${role}, and leaves it`;
  return `${from.to.name} is the only member of ${role} that is known, and leaves it: nobody could be left who has it`;
}
