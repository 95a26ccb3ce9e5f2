import { type Catalog, entryOf } from "../../catalog/catalog.ts";
import type { Id } from "../../catalog/entry.ts";
import { propertyOf } from "../object-class.ts";
import { sessionPolicy } from "../session-policy.ts";
import { userPolicyInForce } from "./in-force.ts";

/** In minutes; a `life` of 0 has no end. */
interface SessionLimits {
  readonly idle: number;
  readonly life: number;
}

/** What the session policy in force allows; without one, four hours without a request, eighteen for the web interface (docs: user-guide/session-policies). */
export function sessionLimits(catalog: Catalog, of: { readonly user: Id; readonly isUi: boolean }): SessionLimits {
  const policy = userPolicyInForce(catalog, "SESSION POLICY", entryOf(catalog, of.user) ?? null);
  if (policy === null) return { idle: of.isUi ? 1080 : 240, life: 0 };
  const ui = of.isUi ? "UI_" : "";
  const value = (name: string): number => Number(propertyOf(sessionPolicy, policy, name));
  return { idle: value(`SESSION_${ui}IDLE_TIMEOUT_MINS`), life: value(`SESSION_${ui}MAX_LIFESPAN_MINS`) };
}
