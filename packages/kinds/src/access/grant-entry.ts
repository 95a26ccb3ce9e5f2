import { globalPrivileges, isGlobalPrivilege, type SecurableType, securableType, securableTypeWords } from "@snowtower/sql";
import type { Refusal } from "../value-types/refuse.ts";

/** What a key of a file's grants says: `TABLE:SELECT,INSERT`, `TABLE:SELECT WITH GRANT OPTION`. */
export interface GrantEntry {
  /** The word as written, in Snowflake's spelling: `EXTERNAL ACCESS INTEGRATION`; objects of this type are meant. */
  readonly word: string;
  /** The type that GRANT takes for it: `INTEGRATION`. */
  readonly type: SecurableType;
  readonly privileges: readonly string[];
  readonly option: boolean;
}

export type Complaint = Omit<Refusal, "at">;

export interface GrantEntryRules {
  /** The grants act on future objects. */
  readonly future?: true;
  /** WITH GRANT OPTION may be written. */
  readonly option?: true;
  /** OWNERSHIP may be written: for the future grants of owner roles. */
  readonly ownership?: true;
}

const WITH_OPTION = / WITH GRANT OPTION$/;

function spaced(text: string): string {
  return text.trim().toUpperCase().replace(/\s+/g, " ");
}

/** Reads a key, or says all that is wrong with it. */
export function readGrantEntry(key: string, rules: GrantEntryRules = {}): GrantEntry | readonly Complaint[] {
  const text = spaced(key);
  const option = WITH_OPTION.test(text);
  const [word, list, ...rest] = text.replace(WITH_OPTION, "").split(":");
  if (word === undefined || list === undefined || rest.length > 0 || list.trim() === "") {
    return [{ code: "ST1209", message: `not a grant: "${key}"`, hint: 'write "TYPE:PRIVILEGE,PRIVILEGE", for example TABLE:SELECT,INSERT' }];
  }
  if (option && rules.option !== true)
    return [{ code: "ST1209", message: `WITH GRANT OPTION cannot be given here: "${key}"`, hint: "describe the role in role.yaml" }];
  const read = readType(word, rules);
  if (!("type" in read)) return [read];
  const privileges = [...new Set(list.split(",").map(spaced))].sort();
  const complaints = privileges.flatMap((privilege) => checkPrivilege(read, privilege, rules) ?? []);
  return complaints.length > 0 ? complaints : { ...read, privileges, option };
}

/** Reads the word for a type: `ICEBERG_TABLE`. */
export function readType(written: string, rules: GrantEntryRules = {}): { readonly word: string; readonly type: SecurableType } | Complaint {
  const word = spaced(written).replaceAll("_", " ");
  const type = securableType(word);
  if (type === undefined) return { code: "ST1207", message: `unknown type of object "${written.trim()}"`, closestTo: { word, among: securableTypeWords() } };
  if (rules.future === true && !type.future) return { code: "ST1212", message: `there are no future grants on ${type.plural}` };
  return { word, type };
}

export function checkPrivilege(
  { word, type }: { readonly word: string; readonly type: SecurableType },
  privilege: string,
  rules: GrantEntryRules,
): Complaint | null {
  if (privilege === "OWNERSHIP" && rules.ownership === true) return null;
  if (/^ALL( PRIVILEGES)?$/.test(privilege)) {
    return { code: "ST1206", message: `${word}:ALL is not supported`, hint: `name each privilege: ${word}:${type.privileges.slice(0, 3).join(",")}` };
  }
  if (privilege === "OWNERSHIP") {
    return {
      code: "ST1206",
      message: `${word}:OWNERSHIP cannot be granted here`,
      hint: "ownership belongs to owner roles, and to the role that creates an object",
    };
  }
  if (type.privileges.includes(privilege)) return null;
  return { code: "ST1208", message: `${word} has no privilege "${privilege}"`, closestTo: { word: privilege, among: type.privileges } };
}

/** Reads a privilege on the account: `EXECUTE TASK`, `EXECUTE TASK WITH GRANT OPTION`. */
export function readGlobalPrivilege(written: string, rules: GrantEntryRules = {}): { readonly privilege: string; readonly option: boolean } | Complaint {
  const text = spaced(written);
  const option = WITH_OPTION.test(text);
  const privilege = text.replace(WITH_OPTION, "");
  if (option && rules.option !== true)
    return { code: "ST1209", message: `WITH GRANT OPTION cannot be given here: "${written}"`, hint: "describe the role in role.yaml" };
  if (/^(ALL( PRIVILEGES)?|OWNERSHIP)$/.test(privilege))
    return { code: "ST1206", message: `${privilege} on the account cannot be granted here`, hint: "name each privilege" };
  if (isGlobalPrivilege(privilege)) return { privilege, option };
  return { code: "ST1208", message: `the account has no privilege "${privilege}"`, closestTo: { word: privilege, among: globalPrivileges } };
}

/** The key in normal form: types with spaces, privileges in order. */
export function writeGrantEntry(entry: GrantEntry): string {
  return `${entry.word}:${entry.privileges.join(",")}${entry.option ? " WITH GRANT OPTION" : ""}`;
}
