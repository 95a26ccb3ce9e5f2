import type { Catalog, Desired, ObjectId } from "@snowtower/kinds";
import { unreadBearers } from "./match/match-attachments.ts";
import { matchObjects } from "./match/match-objects.ts";
import { planContext } from "./plan-context.ts";

/** Objects that the plan would replace, and of which it is not known what is set on them: to be read before the plan is made (RA 17, 30). */
export function bearersToRead(from: Catalog, desired: Desired): readonly ObjectId[] {
  return unreadBearers(matchObjects(planContext(from, desired, false)), from).map(({ id }) => id);
}
