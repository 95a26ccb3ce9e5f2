import { type AnyObject, type Catalog, grantKey, isUnknown, sameValue } from "@snowtower/kinds";

/** What of `from` is otherwise in `to`, a line each; empty where nothing is. Times of creation and grantors do not count. */
export function catalogDifference(from: Catalog, to: Catalog): readonly string[] {
  const ids = [...new Set([...from.objects.keys(), ...to.objects.keys()])].sort();
  const objects = ids.flatMap((id) => objectDifference(id, from.objects.get(id), to.objects.get(id)));
  const before = grantsOf(from);
  const after = grantsOf(to);
  const gone = [...before].filter((key) => !after.has(key)).map((key) => `grant ${key} is gone`);
  const come = [...after].filter((key) => !before.has(key)).map((key) => `grant ${key} has come`);
  return [...objects, ...[...gone, ...come].sort()];
}

function grantsOf({ grants }: Catalog): ReadonlySet<string> {
  return new Set([...grants].map((grant) => `${grantKey(grant)}${grant.option ? " with grant option" : ""}`));
}

function objectDifference(id: string, from: AnyObject | undefined, to: AnyObject | undefined): readonly string[] {
  if (from === undefined || to === undefined) return [`${id} ${from === undefined ? "has come" : "is gone"}`];
  const names = [...new Set([...Object.keys(from.fields), ...Object.keys(to.fields)])].sort();
  const fields = names.filter((name) => {
    const [a, b] = [from.fields[name], to.fields[name]];
    return isUnknown(a) || isUnknown(b) ? isUnknown(a) !== isUnknown(b) : !sameValue(a, b);
  });
  const owner =
    from.owner === to.owner || (isUnknown(from.owner) && isUnknown(to.owner)) ? [] : [`${id} owner: ${shown(from.owner)} is now ${shown(to.owner)}`];
  return [...owner, ...fields.map((name) => `${id} ${name}: ${shown(from.fields[name])} is now ${shown(to.fields[name])}`)];
}

function shown(value: unknown): string {
  if (value === undefined) return "unset";
  return isUnknown(value) ? "unknown" : JSON.stringify(value);
}
