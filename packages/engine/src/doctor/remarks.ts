import { displayed } from "@snowtower/sql";
import type { Examination, Problem } from "./examination.ts";

/** What could be better and is not needed. */
export function remarksOf({ state, secrets, sight, session, heldRoles, facts }: Omit<Examination, "problems" | "remarks">): readonly Problem[] {
  const found: Problem[] = [];
  if (state.kind === "absent")
    found.push({
      message: `there is no state schema ${state.schema}: runs take no lock, and whether a secret is the described one cannot be told`,
      fix: "snowtower bootstrap writes the SQL that makes it",
    });
  if (secrets.described > 0 && !secrets.hasKey)
    found.push({
      message: "no key is set, so that no secret can be marked: whether the account has the described ones cannot be told",
      fix: "set SNOWFLAKE_CONFIG_FERNET_KEYS to the project's key",
    });
  if (sight === "objects")
    found.push({
      message: "not every grant is shown: those of roles that it does not hold are known in part",
      fix: `if that is too little: GRANT MANAGE GRANTS ON ACCOUNT TO ROLE ${displayed(facts.role)}, which is a power to grant anything`,
    });
  if (session.secondaryRoles !== null && session.secondaryRoles !== "")
    found.push({ message: `secondary roles are on (${session.secondaryRoles}): what is found may be theirs`, fix: "USE SECONDARY ROLES NONE" });
  if (!heldRoles.isComplete)
    found.push({
      message: "not all roles that it inherits could be looked at, so that it may be able to do more",
      fix: "GRANT MONITOR ROLE ON ACCOUNT lets it",
    });
  return found;
}
