import type { SecurableType } from "./privileges/securable-type.ts";
import { securableTypes } from "./privileges/securable-types.ts";

/** Other words for a type: how SHOW GRANTS names it, or a narrower word that GRANT does not take. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  // GRANT ON INTEGRATION stands for integrations of every sort (docs: sql-reference/sql/grant-privilege).
  "API INTEGRATION": "INTEGRATION",
  "CATALOG INTEGRATION": "INTEGRATION",
  "EXTERNAL ACCESS INTEGRATION": "INTEGRATION",
  "NOTIFICATION INTEGRATION": "INTEGRATION",
  "SECURITY INTEGRATION": "INTEGRATION",
  "STORAGE INTEGRATION": "INTEGRATION",
  // "For FUNCTION (UDF or external function)" (docs: sql-reference/sql/grant-privilege).
  "EXTERNAL FUNCTION": "FUNCTION",
  VOLUME: "EXTERNAL VOLUME",
};

const BY_NAME = new Map(securableTypes.map((each) => [each.type, each]));
const BY_PLURAL = new Map(securableTypes.map((each) => [each.plural, each]));

/** `file_format`, `FILE FORMAT`, `FILE_FORMAT`: one type; the answer's `type` is the word that GRANT takes. */
export function securableType(word: string): SecurableType | undefined {
  const spaced = word.trim().toUpperCase().replace(/[_ ]+/g, " ");
  return BY_NAME.get(ALSO_CALLED[spaced] ?? spaced);
}

/** The type of `TABLES`, `FILE FORMATS`. */
export function securableTypeOfPlural(word: string): SecurableType | undefined {
  return BY_PLURAL.get(word.trim().toUpperCase().replace(/[_ ]+/g, " "));
}

/** All words that name a type, for "did you mean". */
export function securableTypeWords(): readonly string[] {
  return [...BY_NAME.keys(), ...Object.keys(ALSO_CALLED)];
}
