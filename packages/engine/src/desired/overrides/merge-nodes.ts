import { type ConfigEntry, type ConfigMap, type ConfigNode, readPart } from "@snowtower/kinds";

/** The second over the first: maps entry by entry, anything else as a whole. What stays keeps its place in its file, so that mistakes are told where they stand. */
export function mergeNodes(under: ConfigNode, over: ConfigNode): ConfigNode {
  return under.kind === "map" && over.kind === "map" ? mergeMaps(under, over) : over;
}

function mergeMaps(under: ConfigMap, over: ConfigMap): ConfigMap {
  const left = [...over.entries];
  const entries = under.entries.map((entry): ConfigEntry => {
    const at = left.findIndex(({ key }) => isSameKey(key, entry.key));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found === undefined ? entry : { ...entry, keyAt: found.keyAt, value: mergeNodes(entry.value, found.value) };
  });
  return { ...under, entries: [...entries, ...left] };
}

/** Keys may be names, of columns for example, and names do not depend on case. */
export function isSameKey(a: string, b: string): boolean {
  if (a === b) return true;
  const name = readPart(a);
  return name !== null && name === readPart(b);
}
