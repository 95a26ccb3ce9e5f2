import { accessCodes } from "./codes/access-codes.ts";
import { applyCodes } from "./codes/apply-codes.ts";
import { bugCodes } from "./codes/bug-codes.ts";
import type { CodeEntry } from "./codes/code-entry.ts";
import { connectionCodes } from "./codes/connection-codes.ts";
import { fileCodes } from "./codes/file-codes.ts";
import { localCodes } from "./codes/local-codes.ts";
import { modelCodes } from "./codes/model-codes.ts";
import { planCodes } from "./codes/plan-codes.ts";
import { planFileCodes } from "./codes/plan-file-codes.ts";
import { usageCodes } from "./codes/usage-codes.ts";

/**
 * Every code that a diagnostic or an error can carry, in order. A range is a file in `codes/`; add a code at the end of its range:
 * ST10xx files, ST11xx fields and kinds, ST12xx role model, ST2xxx plan, ST3xxx connection and account, ST4xxx apply,
 * ST5xxx local account, ST9xxx bugs.
 */
export const codes = [
  ...fileCodes,
  ...modelCodes,
  ...accessCodes,
  ...planCodes,
  ...planFileCodes,
  ...connectionCodes,
  ...usageCodes,
  ...applyCodes,
  ...localCodes,
  ...bugCodes,
] as const satisfies readonly CodeEntry[];

/** A code of the table: nothing can carry a code that has no page. */
export type Code = (typeof codes)[number]["code"];
