import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";

const KEYS = ["rsa_public_key", "rsa_public_key_2"];
/** What the next session begins with. */
const SESSION: ReadonlySet<string> = new Set(["default_warehouse", "default_namespace", "default_role", "session_params"]);

/** What a change of a user means for who logs in as the user, the gravest first. */
export function userDanger({ from, to, fields }: ObjectChange): readonly string[] {
  if (from === null || to === null) return [];
  const has = (field: string): boolean => fields.includes(field);
  const disabled = known(to.fields.disabled) === true;
  return [
    ...(has("disabled") ? [disabled ? "the user can no longer log in, and queries of the user that run are aborted" : "the user can log in from now on"] : []),
    ...(has("network_policy") ? [policyWords(from, to)] : []),
    ...(has("login_name") ? [`the user logs in as ${shown(to, "login_name")} from now on, and no longer as ${shown(from, "login_name")}`] : []),
    ...(KEYS.some(has) ? keysDanger(keysOf(from), keysOf(to)) : []),
    ...(has("password") ? ["the user can log in with the password that is set"] : []),
    ...(has("workload_identity") ? ["a program of that identity can log in as the user"] : []),
    ...(has("type") ? [`what may log in as the user, and how, follows from its type, ${shown(to, "type")} from now on`] : []),
    ...(fields.some((field) => SESSION.has(field)) ? ["it acts on the next session of the user"] : []),
    ...(has("email") ? ["notifications go to another address"] : []),
  ];
}

function policyWords(from: AnyObject, to: AnyObject): string {
  const [before, after] = [from, to].map(({ fields }) => known(fields.network_policy));
  if (after === undefined) return `${String(before)} no longer says from where the user can log in; a policy of the account does, if there is one`;
  return `log-ins of the user are refused from where ${String(after)} does not allow them, and sessions from there end`;
}

/** A key that moves from one place to the other goes on working. */
function keysDanger(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = before.some((key) => !after.includes(key));
  const come = after.some((key) => !before.includes(key));
  if (gone) return [`log-ins with the key that is ${come ? "replaced" : "removed"} fail from now on`];
  return come ? ["whoever has the new key can log in"] : [];
}

function keysOf({ fields }: AnyObject): readonly string[] {
  return KEYS.map((key) => known(fields[key])).filter((key) => typeof key === "string");
}

function shown({ fields }: AnyObject, field: string): string {
  return String(known(fields[field]) ?? "before");
}
