import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";
import { few } from "../../schema/network-rule/rule-danger.ts";

/** What a change of an integration means for the code that relies on it. */
export function integrationDanger({ how, from, to, fields }: ObjectChange): readonly string[] {
  if (how !== "alter" || from === null || to === null) return [];
  const rules = difference(from, to, "allowed_network_rules");
  const secrets = difference(from, to, "allowed_authentication_secrets");
  const isOn = known(to.fields.enabled) !== false;
  return [
    ...(fields.includes("enabled") ? [isOn ? "code that relies on it reaches its hosts from now on" : "code that relies on it reaches no host any more"] : []),
    ...(secrets.come.includes("ALL") ? ["code that relies on it may use any secret"] : []),
    ...(rules.gone.length > 0 ? [`code that relies on it no longer reaches the hosts of ${few(rules.gone)}`] : []),
    ...(secrets.gone.length > 0 && !secrets.come.includes("ALL") ? [`code that relies on it can no longer use ${secretWords(secrets.gone)}`] : []),
    ...(rules.come.length > 0 ? [`code that relies on it may reach the hosts of ${few(rules.come)}`] : []),
  ];
}

function secretWords(gone: readonly string[]): string {
  return gone.includes("ALL") ? "secrets that the integration does not name" : few(gone);
}

function difference(from: AnyObject, to: AnyObject, field: string): { readonly gone: readonly string[]; readonly come: readonly string[] } {
  const [before, after] = [from, to].map((object) => [known(object.fields[field]) ?? []].flat() as readonly string[]) as [readonly string[], readonly string[]];
  return { gone: before.filter((each) => !after.includes(each)), come: after.filter((each) => !before.includes(each)) };
}
