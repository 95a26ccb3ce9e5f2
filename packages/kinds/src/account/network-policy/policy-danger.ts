import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";
import { few, isEverything } from "../../schema/network-rule/rule-danger.ts";
import { LISTS } from "./policy-lists.ts";

type List = (typeof LISTS)[number];

/** What a change of a policy means for whom it is in force: users, integrations, or the whole account. */
export function networkPolicyDanger({ how, from, to, fields }: ObjectChange): readonly string[] {
  if (how !== "alter" || from === null || to === null || !LISTS.some((list) => fields.includes(list))) return [];
  const allowed = difference("allowed", from, to);
  const blocked = difference("blocked", from, to);
  const allows = allowed.after.length > 0;
  const addresses = [...allowed.come, ...blocked.come].filter(isEverything);
  return [
    ...(blocked.come.some(isEverything) ? [`${few(blocked.come.filter(isEverything))} is blocked: nobody can log in over IPv4`] : []),
    ...(allowed.come.some(isEverything) ? [`${few(allowed.come.filter(isEverything))} is allowed: whoever is not blocked can log in from anywhere`] : []),
    ...(!allows && allowed.gone.length > 0 ? ["it allows nobody by a list any more"] : []),
    ...(allows && allowed.before.length === 0 ? [`only ${few(allowed.after)} can log in from now on`] : []),
    ...(allows && allowed.gone.length > 0 ? [`log-ins from ${few(allowed.gone)} are refused from now on`] : []),
    ...(blocked.come.length > 0 && !blocked.come.every(isEverything) ? [`log-ins from ${few(without(blocked.come, addresses))} are blocked from now on`] : []),
    ...(blocked.gone.length > 0 ? [`log-ins from ${few(blocked.gone)} are no longer blocked`] : []),
    ...(allowed.before.length > 0 && allowed.come.some((each) => !isEverything(each))
      ? [`log-ins from ${few(without(allowed.come, addresses))} are allowed`]
      : []),
  ];
}

interface Difference {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** The rules and addresses that are allowed, or blocked, by whatever list. */
function difference(side: "allowed" | "blocked", from: AnyObject, to: AnyObject): Difference {
  const of = ({ fields }: AnyObject): readonly string[] => listsOf(side).flatMap((list) => (known(fields[list]) ?? []) as readonly string[]);
  const [before, after] = [of(from), of(to)];
  return { before, after, gone: without(before, after), come: without(after, before) };
}

function listsOf(side: "allowed" | "blocked"): readonly List[] {
  return LISTS.filter((list) => list.startsWith(side));
}

function without(values: readonly string[], others: readonly string[]): readonly string[] {
  return values.filter((value) => !others.includes(value));
}
