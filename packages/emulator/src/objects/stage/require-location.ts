import type { Entry } from "../../catalog/entry.ts";
import { compilationError } from "../../sql-error.ts";

/** May a stage with this integration be there? (docs: sql-reference/sql/create-storage-integration; the words of the first refusal are Snowflake's) */
export function requireLocation(integration: Entry, url: string): void {
  const { ENABLED: enabled, STORAGE_PROVIDER: provider, STORAGE_ALLOWED_LOCATIONS: allowed, STORAGE_BLOCKED_LOCATIONS: blocked } = integration.properties;
  // "FALSE prevents users from creating new stages that reference this integration."
  if (enabled === false) throw compilationError("003159", "22023", `Integration '${integration.name}' is not enabled.`);
  const isOf = typeof provider !== "string" || url.toLowerCase().startsWith(`${provider.toLowerCase()}://`);
  if (!isOf || (allowed !== undefined && !isUnder(url, allowed)) || (blocked !== undefined && isUnder(url, blocked)))
    throw compilationError(
      "003167",
      "42601",
      `Location '${url}' is not allowed by integration '${integration.name}'. Please use DESC INTEGRATION to check out allowed and blocked locations.`,
    );
}

/** Is it one of the places, or inside one? Paths are folders: `a/b` is not inside `a/bc`. */
function isUnder(url: string, places: unknown): boolean {
  const folder = (text: string): string => (text.endsWith("/") ? text : `${text}/`);
  return Array.isArray(places) && places.some((place) => place === "*" || folder(url).startsWith(folder(String(place))));
}
