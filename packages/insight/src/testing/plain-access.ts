import { type Catalog, type Grantee, granteeKey, isMembership, kindNamed, signature } from "@snowtower/kinds";
import type { Question } from "../access/access.ts";
import type { Target } from "../target.ts";

/** Who can do what, straight from the documentation's sentences and the list of grants: slow, and too plain to be wrong. */
export function plainly(catalog: Catalog, principal: Grantee, { privilege, on }: Question): boolean {
  if (["ROLE", "USER"].includes(principal.type) && principal.name !== "PUBLIC" && ![...catalog.objects.values()].some((each) => is(each, principal)))
    return false;
  const enabled = principal.type !== "USER" || [...catalog.objects.values()].every((each) => !(is(each, principal) && each.fields.disabled === true));
  if (!enabled || !isThere(catalog, on)) return false;
  const isRole = on.type === "ROLE" || on.type === "DATABASE ROLE";
  if (isRole && privilege === "USAGE") return active(catalog, principal).has(`${on.type}|${on.name}`);
  const sets = privilege.startsWith("CREATE ") && principal.type === "USER" ? primaries(catalog, principal) : [active(catalog, principal)];
  return sets.some((set) => has(catalog, set, { privilege, on }) && containers(on).every((container) => hasAny(catalog, set, container)));
}

type Keys = ReadonlySet<string>;

function active(catalog: Catalog, principal: Grantee): Keys {
  const keys = new Set([granteeKey(principal), ...(principal.type === "SHARE" ? [] : ["ROLE|PUBLIC"])]);
  for (const key of keys)
    for (const grant of catalog.grants)
      if (isMembership(grant) && granteeKey(grant.to) === key && grant.on.kind === "object") keys.add(`${grant.on.type}|${grant.on.name}`);
  return keys;
}

function primaries(catalog: Catalog, user: Grantee): readonly Keys[] {
  const own = [...catalog.grants.to(user)].flatMap((grant) =>
    isMembership(grant) && grant.on.kind === "object" && grant.on.type === "ROLE" ? [grant.on.name] : [],
  );
  return [...own, "PUBLIC"].map((name) => active(catalog, { type: "ROLE", name }));
}

function has(catalog: Catalog, keys: Keys, { privilege, on }: Question): boolean {
  if (owns(catalog, keys, on)) return true;
  const everywhere = on.type === "WAREHOUSE" && ["MODIFY", "MONITOR", "OPERATE"].includes(privilege) ? "MANAGE WAREHOUSES" : null;
  return [...catalog.grants].some((grant) => {
    if (!keys.has(granteeKey(grant.to))) return false;
    return grant.on.kind === "account"
      ? (on.type === "ACCOUNT" && grant.privilege === privilege) || grant.privilege === everywhere
      : grant.on.kind === "object" && grant.on.type === on.type && grant.on.name === on.name && grant.privilege === privilege;
  });
}

function hasAny(catalog: Catalog, keys: Keys, on: Target): boolean {
  if (owns(catalog, keys, on)) return true;
  return [...catalog.grants].some(
    (grant) => keys.has(granteeKey(grant.to)) && grant.on.kind === "object" && grant.on.type === on.type && grant.on.name === on.name,
  );
}

function owns(catalog: Catalog, keys: Keys, on: Target): boolean {
  return [...catalog.objects.values()].some((object) => is(object, on) && typeof object.owner === "string" && keys.has(`ROLE|${object.owner}`));
}

function containers({ type, name }: Target): readonly Target[] {
  const [database = "", schema = ""] = name.split(".");
  if (type === "TABLE")
    return [
      { type: "DATABASE", name: database },
      { type: "SCHEMA", name: `${database}.${schema}` },
    ];
  return type === "SCHEMA" || type === "DATABASE ROLE" ? [{ type: "DATABASE", name: database }] : [];
}

/** Whatever is granted or described is there. */
function isThere(catalog: Catalog, on: Target): boolean {
  if (on.type === "ACCOUNT" || [...catalog.objects.values()].some((object) => is(object, on))) return true;
  return [...catalog.grants].some((grant) => grant.on.kind === "object" && grant.on.type === on.type && grant.on.name === on.name);
}

function is(object: { readonly kind: string; readonly name: Parameters<typeof signature>[0] }, { type, name }: Target): boolean {
  return kindNamed(object.kind).label === type && signature(object.name) === name;
}
