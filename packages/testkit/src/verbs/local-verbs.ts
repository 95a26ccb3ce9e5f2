import type { Verbs } from "../script/verb.ts";
import { accountVerbs } from "./account-verbs.ts";
import { planVerbs } from "./plan-verbs.ts";
import { Scene } from "./scene.ts";

/**
 * Verbs over a local account in this process, new for each script:
 *
 * ```
 * facts edition=STANDARD warehouse=WH role=ACCOUNTADMIN     before anything else
 * prefix DEV                              the environment of what follows; without a word: none
 * env test                                likewise, one of the project's snowtower.yaml
 * plan a [brief] [only X] [destroy] [as ROLE]
 * apply a [...]                           plans, prints the plan, applies
 * again a                                 fails if there is anything left to do
 * undo                                    takes the last apply back, prints what is not as before
 * sql 'CREATE ...' [as ROLE]              somebody else, as ACCOUNTADMIN if no role is named
 * show 'SHOW ...' name,comment [as ROLE]
 * ```
 */
export const localVerbs: Verbs = () => {
  const scene = new Scene();
  return { ...accountVerbs(scene), ...planVerbs(scene) };
};
