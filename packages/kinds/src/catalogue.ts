import { securableType } from "@snowtower/sql";
import { externalAccessIntegration } from "./account/external-access-integration.ts";
import { networkPolicy } from "./account/network-policy.ts";
import { resourceMonitor } from "./account/resource-monitor.ts";
import { role } from "./account/role.ts";
import { user } from "./account/user.ts";
import { warehouse } from "./account/warehouse.ts";
import { database } from "./database/database.ts";
import { databaseRole } from "./database/database-role.ts";
import { schema } from "./database/schema.ts";
import type { Kind } from "./kind.ts";
import { aggregationPolicy } from "./schema/aggregation-policy.ts";
import { fileFormat } from "./schema/file-format.ts";
import { functionKind } from "./schema/function.ts";
import { joinPolicy } from "./schema/join-policy.ts";
import { maskingPolicy } from "./schema/masking-policy.ts";
import { networkRule } from "./schema/network-rule.ts";
import { procedure } from "./schema/procedure.ts";
import { projectionPolicy } from "./schema/projection-policy.ts";
import { rowAccessPolicy } from "./schema/row-access-policy.ts";
import { secret } from "./schema/secret.ts";
import { sequence } from "./schema/sequence.ts";
import { stage } from "./schema/stage.ts";
import { stream } from "./schema/stream.ts";
import { table } from "./schema/table.ts";
import { tag } from "./schema/tag.ts";
import { task } from "./schema/task.ts";
import { view } from "./schema/view.ts";

/** Every kind there is, in the order of the documentation. The only list of kinds. */
export const catalogue: readonly Kind[] = [
  warehouse,
  role,
  user,
  networkPolicy,
  externalAccessIntegration,
  resourceMonitor,
  database,
  databaseRole,
  schema,
  table,
  view,
  maskingPolicy,
  rowAccessPolicy,
  aggregationPolicy,
  projectionPolicy,
  joinPolicy,
  tag,
  networkRule,
  secret,
  sequence,
  fileFormat,
  stage,
  stream,
  task,
  functionKind,
  procedure,
];

const byName = new Map(catalogue.map((kind) => [kind.name, kind]));
const byLabel = new Map(catalogue.map((kind) => [kind.label, kind]));
/** By the word of GRANT, where it is a wider one: `INTEGRATION`. */
const byType = new Map(catalogue.map((kind) => [securableType(kind.label)?.type, kind]));

/** Throws for a name that no kind has: such a name comes from a bug, never from a user. */
export function kindNamed(name: string): Kind {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`no kind is named ${name}`);
  return kind;
}

/** The kind that Snowflake calls `FILE FORMAT`; grants say `INTEGRATION` of an external access integration. */
export function kindOfLabel(label: string): Kind | undefined {
  return byLabel.get(label) ?? byType.get(label);
}
