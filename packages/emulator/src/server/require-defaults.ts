import type { LocalSession } from "../session.ts";
import { WireError } from "./wire-error.ts";

/** What a log-in asks for, as it stands in the query string. */
interface Asked {
  readonly database?: string;
  readonly schema?: string;
  readonly warehouse?: string;
}

/**
 * A client may ask to be refused if what it named is not there; otherwise it is let in without it.
 * (Drivers send CLIENT_VALIDATE_DEFAULT_PARAMETERS, Go's always; the code and the words are those that they report.)
 */
export function requireDefaults(session: LocalSession, asked: Asked, parameters: Readonly<Record<string, unknown>>): void {
  if (String(parameters.CLIENT_VALIDATE_DEFAULT_PARAMETERS).toLowerCase() !== "true") return;
  const { database, schema, warehouse } = session.current;
  const missing = Object.entries({ database, schema, warehouse }).find(([kind, found]) => asked[kind as keyof Asked] !== undefined && found === null);
  if (missing === undefined) return;
  session.close();
  throw new WireError("390201", `The requested ${missing[0]} does not exist or not authorized.`);
}
