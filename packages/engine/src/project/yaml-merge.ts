import type { ConfigEntry, ConfigNode, Report } from "@snowtower/kinds";

/**
 * The entries of a map with merge keys (`<<`), in PyYAML's order: what is merged stands first, the map's own entries win;
 * of a list of maps the first wins, of several merge keys the last.
 */
export function mergedEntries(merges: readonly ConfigNode[], own: ReadonlyMap<string, ConfigEntry>, report: Report): readonly ConfigEntry[] {
  const entries = new Map<string, ConfigEntry>();
  for (const merge of merges) {
    const maps = merge.kind === "list" ? [...merge.items].reverse() : [merge];
    for (const map of maps) {
      if (map.kind === "map") for (const entry of map.entries) entries.set(entry.key, entry);
      else report({ severity: "error", code: "ST1033", message: "the value of << has to be a map or a list of maps", at: map.at });
    }
  }
  for (const entry of own.values()) entries.set(entry.key, entry);
  return [...entries.values()];
}
