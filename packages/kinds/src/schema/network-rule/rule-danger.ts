import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";

/** Values that stand for everybody, or for every place. */
const EVERYTHING: readonly RegExp[] = [/^\d+\.\d+\.\d+\.\d+\/0$/, /^[0:]*::?[0:]*\/0$/, /^0\.0\.0\.0(:\d+)?$/, /^ALL$/i];

/**
 * What a change of a rule means. Which policies and integrations use it the change does not tell; Snowflake does not check, as it does for a change of a
 * policy, that whoever makes it can still log in (RA 21).
 */
export function ruleDanger({ how, from, to }: ObjectChange): readonly string[] {
  if (how !== "alter" || from === null || to === null) return [];
  const [before, after] = [valuesOf(from), valuesOf(to)];
  const gone = before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !before.includes(value));
  if (gone.length + come.length === 0) return [];
  return known(to.fields.mode) === "EGRESS" ? egressWords({ gone, come, after }) : ingressWords({ gone, come, after });
}

interface Values {
  readonly gone: readonly string[];
  readonly come: readonly string[];
  readonly after: readonly string[];
}

function ingressWords({ gone, come, after }: Values): readonly string[] {
  const world = come.filter(isEverything);
  return [
    ...(world.length > 0 ? [`${world.join(", ")} is everybody: a policy that allows the rule lets everybody in, one that blocks it shuts everybody out`] : []),
    ...(after.length === 0 ? ["it names nobody any more: a policy that allows nothing else lets nobody in"] : []),
    ...(gone.length > 0 && after.length > 0 ? [`a policy that allows it shuts out ${few(gone)}, one that blocks it lets them in`] : []),
    ...(come.length > world.length
      ? [`a policy that allows it lets in ${few(come.filter((value) => !isEverything(value)))}, one that blocks it shuts them out`]
      : []),
    "Snowflake does not check that who makes this change can still log in",
  ];
}

function egressWords({ gone, come }: Values): readonly string[] {
  const world = come.filter(isEverything);
  return [
    ...(world.length > 0 ? [`${world.join(", ")} is every place: functions that may use the rule can send data anywhere`] : []),
    ...(come.length > world.length ? [`functions that may use it can send data to ${few(come.filter((value) => !isEverything(value)))}`] : []),
    ...(gone.length > 0 ? [`functions that use it no longer reach ${few(gone)}`] : []),
  ];
}

export function isEverything(value: string): boolean {
  return EVERYTHING.some((form) => form.test(value));
}

const MOST_NAMED = 5;

/** The first ones, and how many more. */
export function few(values: readonly string[]): string {
  const more = values.length - MOST_NAMED;
  return more > 0 ? `${values.slice(0, MOST_NAMED).join(", ")} and ${more} more` : values.join(", ");
}

function valuesOf({ fields }: AnyObject): readonly string[] {
  return (known(fields.value_list) ?? []) as readonly string[];
}
