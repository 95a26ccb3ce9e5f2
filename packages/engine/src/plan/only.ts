import { type Change, isMembership, signature } from "@snowtower/kinds";
import { objectNamed } from "./catalog-world.ts";
import type { Note } from "./plan.ts";
import type { Draft } from "./steps/draft.ts";

interface Selection {
  readonly drafts: readonly Draft[];
  readonly notes: readonly Note[];
}

/** The drafts that a pattern names, and those that must be done for them: what is created, and the roles that are held for it. */
export function selectOnly(pattern: string, drafts: readonly Draft[]): Selection {
  const matches = globMatcher(pattern);
  const chosen = new Set(drafts.filter((draft) => draft.auxiliary !== true && [draft.id, ...draft.changes.flatMap(namesOf)].some(matches)));
  if (chosen.size === 0) {
    return { drafts: [], notes: [{ severity: "error", code: "ST2014", message: `no step of the plan is about ${pattern}`, about: pattern }] };
  }
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const left = new Map<string, Draft>();
  for (const draft of chosen) {
    for (const id of draft.together ?? []) chosen.add(byId.get(id) ?? draft);
    for (const id of draft.after.keys()) {
      const before = byId.get(id);
      if (before === undefined || chosen.has(before)) continue;
      if (isRequired(before, draft)) chosen.add(before);
      else left.set(id, before);
    }
  }
  const out = [...left.values()].filter((draft) => !chosen.has(draft)).map((draft) => draft.id);
  const shown = `${out.slice(0, 5).join(", ")}${out.length > 5 ? ` and ${out.length - 5} more` : ""}`;
  const note: Note = { severity: "warning", code: "ST2012", message: `left out, though the full plan does it before: ${shown}`, about: pattern };
  return { drafts: drafts.filter((draft) => chosen.has(draft)), notes: out.length === 0 ? [] : [note] };
}

function isRequired(before: Draft, draft: Draft): boolean {
  if (before.does === "create") return true;
  const [change] = before.changes;
  if (before.does === "give")
    return change?.kind === "grant" && change.to !== null && isMembership(change.to) && (draft.does !== "give" || givesOwnership(draft));
  return before.does === "drop" && draft.does === "create";
}

/** In a managed access schema only a role below the schema's owner can get it (docs: sql-reference/sql/grant-ownership). */
function givesOwnership({ changes }: Draft): boolean {
  return changes.some((change) => change.kind === "grant" && change.to?.privilege === "OWNERSHIP");
}

/** Ids and names of all that a change is about. */
function namesOf({ kind, ...change }: Change): string[] {
  return [change.from, change.to].flatMap((end) => {
    if (end === null) return [];
    if ("what" in end) return [end.on, end.what].flatMap((id) => [id, id.slice(id.indexOf(":") + 1)]);
    if ("privilege" in end) {
      const on = end.on.kind === "account" ? [] : [end.on.name, objectNamed(end.on.kind === "object" ? end.on.type : end.on.in, end.on.name) ?? ""];
      return [end.to.name, objectNamed(end.to.type, end.to.name) ?? "", ...on];
    }
    return "id" in end ? [end.id, signature(end.name, end.argumentTypes)] : [];
  });
}

/** `*` is any text, `?` any character; upper and lower case are the same. */
function globMatcher(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^(?:${source})$`, "isu");
  return (text) => expression.test(text);
}
