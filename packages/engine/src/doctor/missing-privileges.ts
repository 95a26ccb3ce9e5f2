import { type AnyObject, type Catalog, type Desired, type Kind, kindNamed, signature } from "@snowtower/kinds";
import { displayedName } from "@snowtower/sql";
import type { Share } from "./examination.ts";
import type { HeldAccess } from "./held-access.ts";

/** A privilege that is missing, and on how many objects. */
interface Missing {
  readonly privilege: string;
  /** `ACCOUNT`, `SCHEMA DB.SC`, `WAREHOUSE X`. */
  readonly on: string;
}

interface KindAbility {
  readonly create: Share;
  readonly change: Share;
  readonly missing: readonly Missing[];
}

/** What the roles may do to the described objects of a kind: create those that are not there, change those that are. */
export function abilityOf(
  kind: Kind,
  { desired, catalog, held }: { readonly desired: Desired; readonly catalog: Catalog; readonly held: HeldAccess },
): KindAbility {
  const described = [...desired.catalog.objects.values()].filter((object) => object.kind === kind.name && !desired.scope.of(object).aside);
  const missing: Missing[] = [];
  const create = { can: 0, of: 0 };
  const change = { can: 0, of: 0 };
  for (const object of described) {
    const there = catalog.objects.get(object.id);
    const [share, needs] = there === undefined ? [create, kind.needs.create] : [change, kind.needs.alter];
    const lacks = needs.flatMap((need) => missingFor(need, there ?? object, { catalog, held, exists: there !== undefined }));
    share.of++;
    if (lacks.length === 0) share.can++;
    missing.push(...lacks);
  }
  return { create, change, missing };
}

type Need = Kind["needs"]["create"][number];

interface Standing {
  readonly catalog: Catalog;
  readonly held: HeldAccess;
  readonly exists: boolean;
}

function missingFor(need: Need, object: AnyObject, standing: Standing): readonly Missing[] {
  const { held, catalog, exists } = standing;
  const { privilege } = need;
  if (need.on === "account") return held.onAccount(privilege) ? [] : [{ privilege, on: "ACCOUNT" }];
  if (need.on === "self") {
    if (!exists || held.owns(object.owner)) return [];
    const { label } = kindNamed(object.kind);
    const name = signature(object.name, object.argumentTypes);
    return held.on(privilege, label, name) ? [] : [{ privilege, on: `${label} ${name}` }];
  }
  const parts = need.on === "database" ? 1 : 2;
  const type = need.on === "database" ? "DATABASE" : "SCHEMA";
  const name = displayedName(object.name.slice(0, parts));
  const container = [...containersNamed(catalog, type, name)][0];
  // What the project makes itself belongs to it.
  if (container === undefined || held.owns(container.owner) || held.on(privilege, type, name)) return [];
  return [{ privilege, on: `${type} ${name}` }];
}

function* containersNamed(catalog: Catalog, type: string, name: string): Iterable<AnyObject> {
  const there = catalog.objects.get(`${type.toLowerCase()}:${name}` as AnyObject["id"]);
  if (there !== undefined) yield there;
}

/** So many objects are named. */
const MOST_NAMED = 3;

/** `CREATE USER on ACCOUNT`, `OWNERSHIP on WAREHOUSE A, WAREHOUSE B and 4 more`: one for each privilege. */
export function missingWords(missing: readonly Missing[]): ReadonlyMap<string, readonly string[]> {
  const byPrivilege = new Map<string, string[]>();
  for (const { privilege, on } of missing) {
    const all = byPrivilege.get(privilege) ?? [];
    if (!all.includes(on)) byPrivilege.set(privilege, [...all, on]);
  }
  return new Map([...byPrivilege].map(([privilege, all]) => [privilege, named(all)]));
}

function named(all: readonly string[]): readonly string[] {
  return all.length <= MOST_NAMED ? all : [...all.slice(0, MOST_NAMED), `${all.length - MOST_NAMED} more`];
}
