import { type AnyObject, type Catalog, containerOf, type Desired, diffObject, kindNamed, known, type ObjectId, sameValue } from "@snowtower/kinds";

/**
 * Objects that are as described only as long as what they are in stays as it is: the described value is in force, it may be inherited, and the plan
 * changes what would be inherited. Whether it is their own has to be known before the plan is made (RA 10); asking of all objects would be too much.
 */
export function settingsToRead(from: Catalog, desired: Desired): readonly ObjectId[] {
  const changed = new Map<ObjectId, ReadonlySet<string>>();
  return [...desired.catalog.objects.values()].flatMap((object) => {
    const there = from.objects.get(object.id);
    const inForce = there === undefined ? [] : inheritable(object).filter(([field]) => isSame(there, object, field));
    if (there !== undefined && isReplaced(there, object, from)) return [object.id];
    return inForce.some(([, parameter]) => containersOf(object).some((id) => parametersOf(id).has(parameter))) ? [object.id] : [];
  });

  function containersOf(object: AnyObject): readonly ObjectId[] {
    const id = containerOf(object);
    const container = id === null ? undefined : (desired.catalog.objects.get(id) ?? from.objects.get(id));
    return container === undefined ? [] : [container.id, ...containersOf(container)];
  }

  /** The parameters that the plan changes on a container. */
  function parametersOf(id: ObjectId): ReadonlySet<string> {
    const told = changed.get(id);
    if (told !== undefined) return told;
    const [a, b] = [from.objects.get(id), desired.catalog.objects.get(id)];
    const fields = a === undefined || b === undefined ? [] : (diffObject(a, { ...b, owner: a.owner }, from.facts)?.fields ?? []);
    const parameters = new Set(fields.flatMap((field) => parameterOf(kindNamed((b as AnyObject).kind).fields[field]?.from) ?? []));
    changed.set(id, parameters);
    return parameters;
  }
}

/** What is left alone on a table is told by the new one, if it is the old one's own. */
function isReplaced(there: AnyObject, object: AnyObject, { facts }: Catalog): boolean {
  if (!inheritable(object).some(([field]) => object.fields[field] === undefined)) return false;
  return diffObject(there, { ...object, owner: there.owner }, facts)?.how === "replace";
}

/** Fields of which the list tells what is in force, with their parameters. */
function inheritable({ kind }: AnyObject): readonly (readonly [field: string, parameter: string])[] {
  return Object.entries(kindNamed(kind).fields).flatMap(([name, { from }]) =>
    from !== undefined && "show" in from && from.parameter !== undefined ? [[name, from.parameter] as const] : [],
  );
}

function parameterOf(from: { readonly parameter?: string } | object | undefined): string | undefined {
  return from !== undefined && "parameter" in from ? from.parameter : undefined;
}

function isSame(a: AnyObject, b: AnyObject, field: string): boolean {
  const wanted = known(b.fields[field]);
  return wanted !== undefined && sameValue(known(a.fields[field]), wanted);
}
