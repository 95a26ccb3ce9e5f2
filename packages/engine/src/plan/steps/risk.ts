import { type Change, destroys, type Grant, isMembership, kindNamed, type ObjectChange } from "@snowtower/kinds";
import { displayed, displayedName } from "@snowtower/sql";
import { objectNamed } from "../catalog-world.ts";
import type { Matched } from "../match/match-objects.ts";
import { type PlanContext, roleId } from "../plan-context.ts";
import type { Risk, Step } from "../step.ts";
import { attachmentsDanger } from "./danger/attachments-danger.ts";
import { casualtiesDanger } from "./danger/casualties-danger.ts";
import { changeDanger, ownershipDanger } from "./danger/change-danger.ts";
import { columnsDanger } from "./danger/columns-danger.ts";
import { dropDanger } from "./danger/drop-danger.ts";
import { lastMemberDanger, systemRoleDanger, takenDanger } from "./danger/grants-danger.ts";
import { starDanger } from "./danger/star-danger.ts";
import type { Draft } from "./draft.ts";
import { subject } from "./object-drafts.ts";

const ACCOUNTADMIN = "ACCOUNTADMIN";
/** Who holds one of these can do far more than any grant says (RA 20). */
const SYSTEM_ROLES: ReadonlySet<string> = new Set([ACCOUNTADMIN, "SECURITYADMIN", "SYSADMIN", "USERADMIN", "ORGADMIN"]);

interface Surroundings {
  /** What Snowflake does besides. */
  readonly implied: readonly Change[];
  readonly matched: Matched;
  readonly context: PlanContext;
}

/** What the draft may cost, and in words what it could do to whom; there are no words for what is safe. */
export function riskOf(draft: Draft, { implied, matched, context }: Surroundings): Pick<Step, "risk" | "danger"> {
  const shutOut = cutsOff(draft, context);
  const [change] = draft.changes;
  const isRename = change?.kind === "object" && change.how === "rename" && context.renames.changes.includes(change);
  const risk = shutOut !== null ? "lockout" : isRename ? "caution" : riskOfDraft(draft, matched);
  if (risk === "safe") return { risk };
  const danger =
    change?.kind === "object"
      ? objectDanger(change, draft, { implied, context })
      : change?.kind === "attachment"
        ? attachmentsDanger(draft.changes)
        : draft.does === "give"
          ? systemRoleDanger(draft.changes)
          : takenDanger(draft.changes);
  const words = [shutOut, danger].filter(Boolean).join("; ");
  return words === "" ? { risk } : { risk, danger: words };
}

function objectDanger(change: ObjectChange, draft: Draft, { implied, context }: Pick<Surroundings, "implied" | "context">): string {
  if (draft.does === "own") return ownershipDanger(change);
  if (change.how === "rename")
    return `whoever names ${displayedName(change.from?.name ?? [])} does not find it any more: views, tasks and queries keep the former name`;
  const others = [...casualtiesDanger(change, implied), ...starDanger(change, context)];
  return [change.how === "drop" ? dropDanger(subject(change), implied) : changeDanger(change), ...others].filter(Boolean).join("; ");
}

function riskOfDraft(draft: Draft, matched: Matched): Risk {
  const [change] = draft.changes;
  if (change?.kind === "object") return draft.does === "own" ? "caution" : riskOfObject(change, matched);
  if (draft.does === "take") return "caution";
  if (change?.kind === "attachment") return attachmentsDanger(draft.changes) === "" ? "safe" : "caution";
  return draft.changes.some((each) => each.kind === "grant" && each.to !== null && isMembership(each.to) && isSystemRole(each.to)) ? "caution" : "safe";
}

function riskOfObject(change: ObjectChange, matched: Matched): Risk {
  const { scope, definitionOnly, attaches, undrop } = kindNamed(subject(change).kind);
  if (change.how === "create") return "safe";
  // A policy that is made anew is dropped when another one has all its places: nothing uses it then.
  const isFree = matched.born.has(subject(change).id) || matched.replaced.has(subject(change).id);
  if (change.how === "drop") return isFree ? "safe" : definitionOnly === true ? "caution" : "destructive";
  if (destroys(change).length > 0) return "destructive";
  // What holds data is copied, and its history stays behind.
  if (change.how === "replace") return undrop === undefined ? "caution" : "destructive";
  // What an account-level object or a policy is acts at once on everybody who uses it: the size of a warehouse, who sees what a column holds.
  return change.fields.some((field) => acts(field, change, scope === "account" || attaches?.place === "one")) ? "caution" : "safe";
}

function acts(name: string, { from, to }: ObjectChange, isUsed: boolean): boolean {
  const field = kindNamed((to ?? from)?.kind ?? "").fields[name];
  if (field?.group !== "columns") return field?.group === "state" || field?.acts === true || (isUsed && field?.group === "body");
  return columnsDanger({ field, from: from?.fields[name], to: to?.fields[name] }).length > 0;
}

function isSystemRole({ on }: Grant): boolean {
  return on.kind === "object" && SYSTEM_ROLES.has(on.name);
}

/** Why it could keep somebody from getting in again: the user or the role of this run, or the last ones who could help. */
function cutsOff(draft: Draft, { facts, from: { grants } }: PlanContext): string | null {
  const [user, role] = [objectNamed("USER", displayed(facts.user)), roleId(facts.role)];
  const isSelf = (id: string | null): boolean => id !== null && (id === user || id === role);
  const words = (id: string | null): string =>
    id === user ? "this run is logged in as the user, who might not get in again" : "this run acts as the role, and might not be able to go on";
  for (const change of draft.changes) {
    if (change.kind === "object" && draft.does !== "create" && isSelf(subject(change).id)) return words(subject(change).id);
    if (change.kind !== "grant" || draft.does !== "take" || change.from === null) continue;
    const grantee = objectNamed(change.from.to.type, change.from.to.name);
    if (isSelf(grantee)) return words(grantee);
    if (isMembership(change.from) && change.from.on.kind === "object" && change.from.on.name === ACCOUNTADMIN) return lastMemberDanger(change, grants);
  }
  return null;
}
