import type { RowView } from "../rows.ts";
import type { Grant, Grantee } from "./grant.ts";

export interface DecodedGrants {
  readonly grants: readonly Grant[];
  /** Rows that could not be understood, in words. */
  readonly unreadable: readonly string[];
}

/** Grants of one grantee from the rows of SHOW GRANTS TO or of SHOW FUTURE GRANTS TO. */
export function decodeGrants(rows: readonly RowView[], grantee: Grantee, options: { readonly future: boolean }): DecodedGrants {
  const grants: Grant[] = [];
  const unreadable: string[] = [];
  for (const row of rows) {
    const privilege = row.get("privilege");
    const type = (row.get(options.future ? "grant_on" : "granted_on") ?? "").replaceAll("_", " ");
    const name = row.get("name");
    if (!privilege || !name || options.future) unreadable.push(`not understood: ${privilege} on ${type} ${name}`);
    else if (privilege !== "OWNERSHIP")
      grants.push({
        privilege,
        on: type === "ACCOUNT" ? { kind: "account" } : { kind: "object", type, name },
        to: grantee,
        option: row.get("grant_option") === "true",
      });
  }
  return { grants, unreadable };
}
