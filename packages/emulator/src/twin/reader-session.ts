import { childrenOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { LocalAccount } from "../local-account.ts";
import { LocalSession } from "../session.ts";

/** Times in UTC and names as they are written, as whoever reads an account for a seed asks for it. */
const PARAMETERS = { TIMEZONE: "UTC", QUOTED_IDENTIFIERS_IGNORE_CASE: "false" };

/** A session as the role that read, whether or not the seed tells how the user came by it. */
export function readerSession(account: LocalAccount, of: { readonly user: string; readonly role: string }): LocalSession {
  const { catalog } = account;
  const idOf = (className: string, name: string) => findByName(catalog, { parent: ACCOUNT, class: className, name, args: null })?.id ?? ACCOUNT;
  return new LocalSession(account, {
    id: "0",
    state: {
      user: idOf("USER", of.user),
      role: idOf("ROLE", of.role),
      secondaryRoles: "NONE",
      // Queries on INFORMATION_SCHEMA need one.
      warehouse: childrenOf(catalog, ACCOUNT, "WAREHOUSE")[0]?.id ?? null,
      database: null,
      schema: null,
      clientAddress: null,
      login: null,
      parameters: PARAMETERS,
      variables: {},
    },
  });
}
