import { destroys, type Grant, isMembership, kindNamed, type ObjectChange } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { objectNamed } from "../catalog-world.ts";
import type { Matched } from "../match/match-objects.ts";
import { type PlanContext, roleId } from "../plan-context.ts";
import type { Risk } from "../step.ts";
import type { Draft } from "./draft.ts";
import { subject } from "./object-drafts.ts";

const ACCOUNTADMIN = "ACCOUNTADMIN";
/** Who holds one of these can do far more than any grant says (RA 20). */
const SYSTEM_ROLES: ReadonlySet<string> = new Set([ACCOUNTADMIN, "SECURITYADMIN", "SYSADMIN", "USERADMIN", "ORGADMIN"]);

/** What the draft may cost. */
export function riskOf(draft: Draft, matched: Matched, context: PlanContext): Risk {
  if (cutsOff(draft, context)) return "lockout";
  const [change] = draft.changes;
  if (change?.kind === "object") return draft.does === "own" ? "caution" : riskOfObject(change, matched);
  if (draft.does === "take") return "caution";
  return draft.changes.some((each) => each.kind === "grant" && each.to !== null && isMembership(each.to) && isSystemRole(each.to)) ? "caution" : "safe";
}

function riskOfObject(change: ObjectChange, matched: Matched): Risk {
  const { scope, definitionOnly, fields } = kindNamed(subject(change).kind);
  if (change.how === "create") return "safe";
  if (change.how === "drop") return matched.born.has(subject(change).id) ? "safe" : definitionOnly === true ? "caution" : "destructive";
  if (destroys(change).length > 0) return "destructive";
  if (change.how === "replace") return "caution";
  const groups = new Set(change.fields.map((field) => fields[field]?.group));
  // What an account-level object is acts at once on everybody who uses it: the size of a warehouse, whether a user may log in.
  const acts = scope === "account" ? groups.has("body") || groups.has("state") : groups.has("columns") || groups.has("state");
  return acts ? "caution" : "safe";
}

function isSystemRole({ on }: Grant): boolean {
  return on.kind === "object" && SYSTEM_ROLES.has(on.name);
}

/** It could keep somebody from getting in again: the user or the role of this run, or the last ones who could help. */
function cutsOff(draft: Draft, { facts }: PlanContext): boolean {
  const self = [objectNamed("USER", displayed(facts.user)), roleId(facts.role)];
  return draft.changes.some((change) => {
    if (change.kind === "object") return draft.does !== "create" && self.includes(subject(change).id);
    if (change.kind !== "grant" || draft.does !== "take" || change.from === null) return false;
    const { from } = change;
    return self.includes(objectNamed(from.to.type, from.to.name)) || (isMembership(from) && from.on.kind === "object" && from.on.name === ACCOUNTADMIN);
  });
}
