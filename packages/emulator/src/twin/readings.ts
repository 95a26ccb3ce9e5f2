import type { ClassReading } from "./class-reading.ts";
import { integration, networkPolicy, resourceMonitor, user, warehouse } from "./classes/account-classes.ts";
import { cloudIntegration } from "./classes/cloud-integration.ts";
import { database, schema, sequence } from "./classes/containers.ts";
import { dynamicTable } from "./classes/dynamic-table.ts";
import { fileFormat, stage } from "./classes/files.ts";
import { stream, task } from "./classes/flows.ts";
import { bodyPolicy, networkRule, secret, settingsPolicy, tag } from "./classes/policies.ts";
import { routine } from "./classes/routines.ts";
import { securityIntegration } from "./classes/security-integration.ts";
import { table, view } from "./classes/tables.ts";

const NAMED: Readonly<Record<string, ClassReading>> = {
  WAREHOUSE: warehouse,
  USER: user,
  DATABASE: database,
  SCHEMA: schema,
  "RESOURCE MONITOR": resourceMonitor,
  "NETWORK POLICY": networkPolicy,
  "NETWORK RULE": networkRule,
  SEQUENCE: sequence,
  "FILE FORMAT": fileFormat,
  STAGE: stage,
  SECRET: secret,
  TAG: tag,
  "SECURITY INTEGRATION": securityIntegration,
  "STORAGE INTEGRATION": cloudIntegration,
  "NOTIFICATION INTEGRATION": cloudIntegration,
  "DYNAMIC TABLE": dynamicTable,
  STREAM: stream,
  TASK: task,
  VIEW: view,
  "MATERIALIZED VIEW": view,
  FUNCTION: routine,
  PROCEDURE: routine,
  "AUTHENTICATION POLICY": settingsPolicy,
  "PASSWORD POLICY": settingsPolicy,
  "SESSION POLICY": settingsPolicy,
};

/** How the rows of a class are read; a class without anything particular has none of it. */
export function readingOf(className: string): ClassReading {
  const named = NAMED[className];
  if (named !== undefined) return named;
  if (className.endsWith(" INTEGRATION")) return integration;
  if (className.endsWith(" POLICY")) return bodyPolicy;
  return className.endsWith(" TABLE") || className === "TABLE" ? table : {};
}
