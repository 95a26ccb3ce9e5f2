import { type Origin, plainAddress } from "../objects/network/admits.ts";
import { WireError } from "./wire-error.ts";

/** Refuses what the network policy in force does not let in: at the log-in, and what a session that is open asks for later. */
export function requireAdmitted(admitted: boolean, from: Origin): void {
  if (admitted) return;
  throw new WireError(
    "390420",
    `Incoming request with IP/Token ${from.endpoint ?? plainAddress(from.address)} is not allowed to access Snowflake. Contact your account administrator.`,
  );
}
