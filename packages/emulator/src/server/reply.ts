import { SqlError } from "../sql-error.ts";
import { WireError } from "./wire-error.ts";

/** The envelope of every answer. `code` is text or null: Go reads it into a string (protocol notes 1.1). */
export interface Reply {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly success: boolean;
}

export function done(data: Reply["data"]): Reply {
  return { data, code: null, message: null, success: true };
}

/** What a request that failed is answered with. `null`: not a refusal but a mistake of this server. */
export function refusal(error: unknown): Reply | null {
  if (error instanceof WireError) return { data: error.data, code: error.code, message: error.message, success: false };
  if (error instanceof SqlError) return { data: { sqlState: error.sqlState }, code: error.code, message: error.message, success: false };
  return null;
}

export function bug(): Reply {
  return {
    data: { sqlState: "XX000" },
    code: "000603",
    message: "SQL execution internal error:\nProcessing aborted by an error of the local account.",
    success: false,
  };
}
