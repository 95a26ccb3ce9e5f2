import { type Account, AccountError, type Identifier, rowsOf, sql, text } from "@snowtower/sql";

/**
 * The role to read as: the admin role of the environment once it is there and may be used. What it owns is not below the deployer's role,
 * and Snowflake hides the text of a secure view, and more, from everybody but the owner (RA 9).
 */
export async function readingRole(account: Account, admin: Identifier): Promise<Identifier> {
  const { role } = account.facts;
  if (admin === role) return role;
  const [listed] = await account.execute({ statements: [sql`SHOW ROLES LIKE ${text(admin)}`] });
  const { columns, rows } = await rowsOf(listed);
  const name = columns.indexOf("name");
  // LIKE takes _ for any character and does not look at case.
  if (!rows.some((row) => row[name] === admin)) return role;
  try {
    const [asked] = await account.execute({ statements: [sql`SELECT CURRENT_ROLE()`], role: admin });
    return asked !== undefined && "done" in asked ? admin : role;
  } catch (error) {
    if (error instanceof AccountError && error.details.kind === "login") return role;
    throw error;
  }
}
