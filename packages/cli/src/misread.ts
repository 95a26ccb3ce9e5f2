import type { Code } from "@snowtower/kinds";
import type { CommanderError } from "commander";
import { errorHead, withHint } from "./error-text.ts";
import type { Painter } from "./terminal/painter.ts";

/** A command line that was not understood, told as every other error is. Takes what commander found out. */
export function misread(error: CommanderError, paint: Painter): string {
  const [message = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const near = /^\((Did you mean .*)\)$/.exec(suggestion ?? "")?.[1];
  const hint = near === undefined ? "--help says what it takes" : `${near.charAt(0).toLowerCase()}${near.slice(1)} --help says what it takes`;
  return withHint(errorHead(paint, codeOf(error), message), hint);
}

function codeOf({ code }: CommanderError): Code {
  return code === "commander.missingMandatoryOptionValue" || code === "commander.missingArgument" ? "ST3304" : "ST3306";
}
