import { ApplyError, type BoundPlan } from "@snowtower/engine";
import type { AnyObject, Kind } from "@snowtower/kinds";
import type { AccountFacts } from "@snowtower/sql";
import { describeObject } from "./describe-object.ts";
import { type LawAccount, lawAccount } from "./law-account.ts";
import type { Plain } from "./type-samples.ts";

type File = { readonly [field: string]: Plain };

interface Made {
  readonly object: AnyObject;
  readonly scene: LawAccount;
  readonly plan: BoundPlan;
}

/** The object made in an account of its own; `null` if the file or Snowflake refuses it. */
async function make(kind: Kind, file: File, facts: AccountFacts): Promise<Made | null> {
  const object = describeObject(kind, file, facts);
  if (object === null) return null;
  const scene = await lawAccount();
  const plan = await scene.plan([object], object);
  try {
    await scene.apply(plan);
  } catch (error) {
    if (error instanceof ApplyError) return null;
    throw error;
  }
  return { object, scene, plan };
}

const alone = new Map<string, Promise<boolean>>();

/**
 * As much of a random file as Snowflake takes: what it refuses beside the required fields alone is left out, then one field after
 * the other until the rest is taken; where nothing is left, what can be said beside the required fields is. `null` if nothing is taken.
 */
export async function acceptable(kind: Kind, file: File, facts: AccountFacts): Promise<(Made & { readonly file: File }) | null> {
  const isRequired = (field: string): boolean => kind.required?.includes(field) === true;
  const required = Object.fromEntries(Object.entries(file).filter(([field]) => isRequired(field)));
  let rest: readonly (readonly [string, Plain])[] = [];
  for (const entry of Object.entries(file)) {
    if (isRequired(entry[0])) continue;
    const key = JSON.stringify([kind.name, required, entry]);
    let answer = alone.get(key);
    if (answer === undefined) {
      answer = make(kind, { ...required, [entry[0]]: entry[1] }, facts).then((made) => made !== null);
      alone.set(key, answer);
    }
    // A handler alone is no function, and a language alone no code: what comes together is tried together.
    if ((await answer) || Object.keys(required).length > 0) rest = [...rest, entry];
  }
  const all = rest;
  for (; rest.length > 0; rest = rest.slice(0, -1)) {
    const made = await makeFile(kind, { ...required, ...Object.fromEntries(rest) }, facts);
    if (made !== null) return made;
  }
  // What was left out with others may do without them: the comment of a secret that is of another type than its password.
  let taken = await makeFile(kind, required, facts);
  for (const [field, value] of all) taken = (await makeFile(kind, { ...(taken?.file ?? required), [field]: value }, facts)) ?? taken;
  return taken;
}

async function makeFile(kind: Kind, file: File, facts: AccountFacts): Promise<(Made & { readonly file: File }) | null> {
  const made = await make(kind, file, facts);
  return made === null ? null : { ...made, file };
}
