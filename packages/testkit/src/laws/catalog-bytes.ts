import type { Catalog } from "@snowtower/kinds";

/** All that a catalog holds, in its own order: equal catalogs have equal bytes, and only they. */
export function catalogBytes({ objects, grants, attachments, coverage, ...rest }: Catalog): string {
  return JSON.stringify({ ...rest, objects: [...objects], grants: [...grants], attachments: [...attachments], coverage: [...coverage] });
}
