import { type AnyObject, type Change, databaseRole, kindNamed, role, user, warehouse } from "@snowtower/kinds";
import { isContainer } from "../../catalog-world.ts";
import { counted, listed } from "./counted-words.ts";

/** What a drop does to whoever uses the object. */
const USES: ReadonlyMap<string, string> = new Map([
  [user.name, "the user can no longer log in"],
  [warehouse.name, "nothing can run on it any more"],
  [role.name, "whoever holds it loses what it gives"],
  [databaseRole.name, "whoever holds it loses what it gives, also through shares"],
]);
const HOLDERS: ReadonlySet<string> = new Set([user.name, role.name, databaseRole.name]);

interface Going {
  readonly words: string;
  readonly many: boolean;
}

/** What goes with an object that is dropped, and what stops working: `its data and 3 grants go with it`. */
export function dropDanger(object: AnyObject, implied: readonly Change[]): string {
  const { undrop, definitionOnly, holds } = kindNamed(object.kind);
  const going = [
    ...(isContainer(object) ? [contents(implied)] : undrop === undefined ? [] : [{ words: "its data", many: false }]),
    ...(holds?.(object) ?? []).map((words) => ({ words, many: false })),
    ...grantsOf(object, implied),
  ];
  const uses = USES.get(object.kind) ?? (definitionOnly === true ? "whatever uses it stops working" : "");
  const goes = going.length === 0 ? "" : `${listed(going.map(({ words }) => words))} ${going.length > 1 || going[0]?.many === true ? "go" : "goes"} with it`;
  return [uses, goes].filter(Boolean).join("; ") || "what it held goes with it";
}

/** What was not read, or is of a kind that is not managed, goes as well: what is counted is never all. */
function contents(implied: readonly Change[]): Going {
  const counts = new Map<string, number>();
  for (const change of implied) {
    if (change.kind === "object" && change.how === "drop" && change.from !== null) counts.set(change.from.kind, (counts.get(change.from.kind) ?? 0) + 1);
  }
  const known = [...counts].map(([kind, count]) => {
    const { label, plural } = kindNamed(kind);
    return counted(count, label.toLowerCase(), plural.toLowerCase());
  });
  return { words: `all that is in it${known.length === 0 ? "" : ` (${listed(known)})`}`, many: false };
}

function grantsOf({ kind }: AnyObject, implied: readonly Change[]): readonly Going[] {
  const count = implied.filter((change) => change.kind === "grant" && change.from !== null && change.to === null).length;
  if (count === 0) return [];
  const grants = counted(count, "grant");
  return [HOLDERS.has(kind) ? { words: `what it held (${grants})`, many: false } : { words: grants, many: count > 1 }];
}
