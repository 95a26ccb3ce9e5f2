import type { Cursor } from "../parser/cursor.ts";
import { applicationRole } from "./application-role.ts";
import { authenticationPolicy } from "./authentication-policy.ts";
import { aggregationPolicy, joinPolicy, projectionPolicy } from "./constraint-policy.ts";
import { database } from "./database.ts";
import { databaseRole } from "./database-role.ts";
import { dynamicTable } from "./dynamic-table.ts";
import { externalAccessIntegration } from "./external-access-integration.ts";
import { fileFormat } from "./file-format.ts";
import { functionClass } from "./function.ts";
import { integration } from "./integration.ts";
import { maskingPolicy } from "./masking-policy.ts";
import { networkPolicy } from "./network-policy.ts";
import { networkRule } from "./network-rule.ts";
import { notificationIntegration } from "./notification-integration.ts";
import type { ObjectClass, Show } from "./object-class.ts";
import { passwordPolicy } from "./password-policy.ts";
import { procedure } from "./procedure.ts";
import { resourceMonitor } from "./resource-monitor.ts";
import { role } from "./role.ts";
import { rowAccessPolicy } from "./row-access-policy.ts";
import { schema } from "./schema.ts";
import { secret } from "./secret.ts";
import { securityIntegration } from "./security-integration.ts";
import { sequence } from "./sequence.ts";
import { sessionPolicy } from "./session-policy.ts";
import { stage } from "./stage.ts";
import { storageIntegration } from "./storage-integration.ts";
import { stream } from "./stream.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";
import { task } from "./task.ts";
import { user } from "./user.ts";
import { view } from "./view.ts";
import { warehouse } from "./warehouse.ts";

/** Every class this account knows: a new one is its file and a line here. */
export const OBJECT_CLASSES: readonly ObjectClass[] = [
  networkPolicy,
  networkRule,
  resourceMonitor,
  secret,
  externalAccessIntegration,
  securityIntegration,
  storageIntegration,
  notificationIntegration,
  integration,
  authenticationPolicy,
  passwordPolicy,
  sessionPolicy,
  warehouse,
  role,
  user,
  database,
  databaseRole,
  applicationRole,
  schema,
  table,
  dynamicTable,
  view,
  sequence,
  functionClass,
  procedure,
  fileFormat,
  maskingPolicy,
  aggregationPolicy,
  joinPolicy,
  projectionPolicy,
  rowAccessPolicy,
  tag,
  stage,
  stream,
  task,
];

const LONGEST_FIRST = [...OBJECT_CLASSES].sort((a, b) => b.name.length - a.name.length);
const BY_NAME = new Map(OBJECT_CLASSES.map((of) => [of.name, of]));
const SHOWS: readonly { readonly of: ObjectClass; readonly show: Show }[] = OBJECT_CLASSES.flatMap((of) => of.shows.map((show) => ({ of, show }))).sort(
  (a, b) => b.show.words.length - a.show.words.length,
);

/** Reads the name of a class: `WAREHOUSE`, `FILE FORMAT`; `null` (and nothing read) if none comes next. */
export function acceptClass(cursor: Cursor): ObjectClass | null {
  return LONGEST_FIRST.find((of) => cursor.accept(of.name)) ?? null;
}

export const classNames: readonly string[] = OBJECT_CLASSES.map(({ name }) => name);

export function classNamed(name: string): ObjectClass | null {
  return BY_NAME.get(name) ?? null;
}

/** Reads what stands behind SHOW: `WAREHOUSES`, `USER FUNCTIONS`. */
export function acceptShow(cursor: Cursor): { readonly of: ObjectClass; readonly show: Show } | null {
  return SHOWS.find(({ show }) => cursor.accept(show.words)) ?? null;
}
