import { createHmac, randomBytes } from "node:crypto";
import { isUnquoted } from "@snowtower/sql";

/** What Snowflake itself calls so in every account: no name of anybody's. */
const SNOWFLAKES_OWN = new Set(
  "ACCOUNTADMIN SYSADMIN SECURITYADMIN USERADMIN ORGADMIN GLOBALORGADMIN PUBLIC SNOWFLAKE INFORMATION_SCHEMA ACCOUNT ROLE USER DEFAULT SNOWTOWER_RECORD_NO_SUCH_OBJECT".split(
    " ",
  ),
);

/** Gives every name another one for one recording: the same name the same one, and no way back, as the key is forgotten. */
export class Pseudonyms {
  private readonly key = randomBytes(32);

  /** `SALES` becomes `N4F0A91C2D3`; a name that needs quotes becomes one that needs them. */
  of(name: string): string {
    if (name === "" || SNOWFLAKES_OWN.has(name)) return name;
    const hash = createHmac("sha256", this.key).update(name).digest("hex").slice(0, 12);
    return isUnquoted(name) ? `N${hash.toUpperCase()}` : `n ${hash}`;
  }
}
