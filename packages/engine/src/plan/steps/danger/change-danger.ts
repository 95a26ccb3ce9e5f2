import { destroys, type Field, kindNamed, known, type ObjectChange } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { ownerOf } from "../../owner-of.ts";
import { columnsDanger } from "./columns-danger.ts";
import { counted } from "./counted-words.ts";

/** What an alteration or a replacement means for who uses the object; empty where it is not known to mean anything. */
export function changeDanger(change: ObjectChange): string {
  const { from, to, fields, how } = change;
  if (from === null || to === null) return "";
  const kind = kindNamed(to.kind);
  const losing = destroys(change);
  const ofFields = fields.flatMap((name) => fieldDanger(name, kind.fields[name], { change, isLost: losing.includes(name) }));
  return [...ofFields, ...(how === "replace" ? [...(kind.danger?.(change) ?? []), replaceDanger(kind.replace?.loses ?? [])] : kindDanger(change))].join("; ");
}

function kindDanger(change: ObjectChange): readonly string[] {
  const { scope, label, fields, danger } = kindNamed((change.to ?? change.from)?.kind ?? "");
  const own = danger?.(change) ?? [];
  const acts = scope === "account" && change.fields.some((field) => fields[field]?.group === "body");
  return own.length > 0 || !acts ? own : [`it acts at once on whoever uses the ${label.toLowerCase()}`];
}

function replaceDanger(loses: readonly string[]): string {
  return loses.length === 0 ? "CREATE OR REPLACE makes it anew" : `CREATE OR REPLACE has its price (${loses.join("; ")})`;
}

interface FieldContext {
  readonly change: ObjectChange;
  /** The change of the field loses data or history. */
  readonly isLost: boolean;
}

function fieldDanger(name: string, field: Field | undefined, { change: { from, to, how }, isLost }: FieldContext): readonly string[] {
  if (field === undefined || to === null) return [];
  const [before, after] = [from?.fields[name], to.fields[name]];
  if (field.group === "columns") return how === "alter" ? columnsDanger({ field, from: before, to: after }) : [];
  if (field.group === "state") return [`it acts at once: ${name} becomes ${String(known(after) ?? "unset")}`];
  if (!isLost) return [];
  // Lowering it purges history at once (docs: user-guide/data-time-travel).
  if (name === kindNamed(to.kind).undrop) return [`time travel goes from ${days(known(before))} to ${days(known(after))}, and older history is purged at once`];
  return [`what ${name} kept is lost`];
}

function days(value: unknown): string {
  return typeof value === "number" ? counted(value, "day") : "what its container has";
}

/** Another role comes to own it. */
export function ownershipDanger({ from, to }: ObjectChange): string {
  const [until, now] = [from, to].map((object) => {
    const owner = object === null ? null : ownerOf(object);
    return typeof owner === "string" ? displayed(owner) : null;
  });
  return `${until ?? "its owner until now"} can no longer do with it what only an owner can${now === null ? "" : `, and ${now} can`}`;
}
