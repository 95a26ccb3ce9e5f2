import { SqlError } from "../sql-error.ts";
import { WireError } from "./wire-error.ts";

/** A refusal stays what it is; anything else is a mistake of this program, told to its owner and to the client only as that. */
export function explainer(onError: (error: unknown) => void): (error: unknown) => SqlError {
  return (error) => {
    if (error instanceof SqlError) return error;
    if (error instanceof WireError) return new SqlError(error.code, "22000", error.message);
    onError(error);
    return new SqlError("000603", "XX000", "SQL execution internal error:\nProcessing aborted by an error of the local account.");
  };
}
