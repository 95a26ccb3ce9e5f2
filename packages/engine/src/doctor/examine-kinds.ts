import { type Catalog, coverOf, type Desired, database, idOf, type Kind, unknownFields } from "@snowtower/kinds";
import { displayed, displayedName, exactly } from "@snowtower/sql";
import type { KindExamination, Problem } from "./examination.ts";
import type { HeldAccess } from "./held-access.ts";
import { abilityOf, missingWords } from "./missing-privileges.ts";

interface Examined {
  readonly desired: Desired;
  readonly catalog: Catalog;
  readonly held: HeldAccess;
  /** Who is to get what is missing. */
  readonly role: string;
}

/** What the role can read and change of one kind, and what it would need besides. */
export function examineKind(kind: Kind, { desired, catalog, held, role }: Examined): { readonly kind: KindExamination; readonly problems: readonly Problem[] } {
  const described = [...desired.catalog.objects.values()].filter((object) => object.kind === kind.name);
  const places = kind.scope === "account" ? [null] : existingDatabases(desired, catalog);
  const unread = places.filter((place) => !catalog.coverage.has(coverOf(kind.name, place)));
  const refused = unread.map((place) => whyUnread(kind, place, catalog));
  const { create, change, missing } = abilityOf(kind, { desired, catalog, held });
  const hiddenFields = described.reduce((sum, object) => {
    const there = catalog.objects.get(object.id);
    return sum + (there === undefined ? 0 : unknownFields(there, object).length);
  }, 0);
  const plural = kind.plural.toLowerCase();
  const lacks = [...missingWords(missing)].map(
    ([privilege, on]): Problem => ({
      message: `${role} has no ${privilege} on ${on.join(", ")}, which ${plural} of the project need`,
      fix: privilege === "OWNERSHIP" ? `GRANT OWNERSHIP ON ${on[0]} TO ROLE ${role} COPY CURRENT GRANTS` : `GRANT ${privilege} ON ${on[0]} TO ROLE ${role}`,
    }),
  );
  const blind = refused.map((why): Problem => ({ message: `${plural} could not be listed: ${why}`, fix: `give ${role} the privilege that the message names` }));
  return {
    kind: {
      kind: plural,
      described: described.length,
      seen: [...catalog.objects.values()].filter((object) => object.kind === kind.name).length,
      read: unread.length > 0 && unread.length === places.length ? "none" : unread.length > 0 || isShownInPart(kind, catalog) ? "part" : "all",
      refused,
      hiddenFields,
      create,
      change,
    },
    problems: [...blind, ...lacks],
  };
}

/** A list that is told to its end, and holds only what the role has some privilege on. */
function isShownInPart(kind: Kind, { partialSight }: Catalog): boolean {
  return partialSight !== undefined && !partialSight.resolvesAll && kind.listedToAll !== true;
}

/** Displayed names. */
function existingDatabases({ scope }: Desired, catalog: Catalog): readonly string[] {
  return [...scope.databases].filter((name) => catalog.objects.has(idOf(database.name, [exactly(name)]))).map((name) => displayed(exactly(name)));
}

/** The gap about the kind's list there. */
function whyUnread(kind: Kind, place: string | null, { gaps }: Catalog): string {
  const about = gaps.filter(({ request }) => request.includes(` ${kind.plural}`) && (place === null || request.includes(displayedName([exactly(place)]))));
  return (about[0] ?? gaps.find(({ request }) => request.includes(kind.plural)))?.why ?? "it was not told";
}
