import { catalogue, type Desired, type Kind } from "@snowtower/kinds";

/** The kinds that a project describes, with the roles that come of its models; all kinds for one that describes nothing. */
export function kindsOf({ catalog }: Desired): readonly Kind[] {
  const used = new Set([...catalog.objects.values()].map(({ kind }) => kind));
  return used.size === 0 ? catalogue : catalogue.filter(({ name }) => used.has(name));
}

/** Whether roles of the project have privileges on what will be made. */
export function hasFutureGrants({ catalog }: Desired): boolean {
  for (const grant of catalog.grants) if (grant.on.kind === "future") return true;
  return false;
}
