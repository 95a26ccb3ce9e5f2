import { findByName } from "../../catalog/catalog.ts";
import { ACCOUNT } from "../../catalog/entry.ts";
import type { QueryRecord } from "../../query-history.ts";
import { timeCell } from "../../result.ts";
import { layout, rowsOf } from "../metadata-view.ts";
import type { UsageView } from "./usage-view.ts";

const STATUS = { running: "RUNNING", done: "SUCCESS", failed: "FAIL" } as const;

/** The columns that this account could know something of, and those that are measured in a warehouse: they are 0 or NULL here. */
const COLUMNS = layout<QueryRecord>(
  "QUERY_ID QUERY_TEXT DATABASE_ID:n DATABASE_NAME SCHEMA_ID:n SCHEMA_NAME QUERY_TYPE SESSION_ID:n AUTHN_EVENT_ID:n USER_NAME ROLE_NAME WAREHOUSE_ID:n " +
    "WAREHOUSE_NAME WAREHOUSE_SIZE WAREHOUSE_TYPE CLUSTER_NUMBER:n QUERY_TAG EXECUTION_STATUS ERROR_CODE:n ERROR_MESSAGE START_TIME:t END_TIME:t " +
    "TOTAL_ELAPSED_TIME:n BYTES_SCANNED:n PERCENTAGE_SCANNED_FROM_CACHE BYTES_WRITTEN:n BYTES_WRITTEN_TO_RESULT:n BYTES_READ_FROM_RESULT:n ROWS_PRODUCED:n " +
    "ROWS_INSERTED:n ROWS_UPDATED:n ROWS_DELETED:n ROWS_UNLOADED:n BYTES_DELETED:n PARTITIONS_SCANNED:n PARTITIONS_TOTAL:n BYTES_SPILLED_TO_LOCAL_STORAGE:n " +
    "BYTES_SPILLED_TO_REMOTE_STORAGE:n BYTES_SENT_OVER_THE_NETWORK:n COMPILATION_TIME:n EXECUTION_TIME:n QUEUED_PROVISIONING_TIME:n QUEUED_REPAIR_TIME:n " +
    "QUEUED_OVERLOAD_TIME:n TRANSACTION_BLOCKED_TIME:n OUTBOUND_DATA_TRANSFER_CLOUD OUTBOUND_DATA_TRANSFER_REGION OUTBOUND_DATA_TRANSFER_BYTES:n " +
    "INBOUND_DATA_TRANSFER_CLOUD INBOUND_DATA_TRANSFER_REGION INBOUND_DATA_TRANSFER_BYTES:n LIST_EXTERNAL_FILES_TIME:n CREDITS_USED_CLOUD_SERVICES:n " +
    "RELEASE_VERSION EXTERNAL_FUNCTION_TOTAL_INVOCATIONS:n EXTERNAL_FUNCTION_TOTAL_SENT_ROWS:n EXTERNAL_FUNCTION_TOTAL_RECEIVED_ROWS:n " +
    "EXTERNAL_FUNCTION_TOTAL_SENT_BYTES:n EXTERNAL_FUNCTION_TOTAL_RECEIVED_BYTES:n QUERY_LOAD_PERCENT:n IS_CLIENT_GENERATED_STATEMENT:b " +
    "QUERY_ACCELERATION_BYTES_SCANNED:n QUERY_ACCELERATION_PARTITIONS_SCANNED:n QUERY_ACCELERATION_UPPER_LIMIT_SCALE_FACTOR:n TRANSACTION_ID:n " +
    "CHILD_QUERIES_WAIT_TIME:n ROLE_TYPE QUERY_HASH QUERY_HASH_VERSION:n QUERY_PARAMETERIZED_HASH QUERY_PARAMETERIZED_HASH_VERSION:n SECONDARY_ROLE_STATS " +
    "ROWS_WRITTEN_TO_RESULT:n QUERY_RETRY_TIME:n QUERY_RETRY_CAUSE FAULT_HANDLING_TIME:n USER_TYPE USER_DATABASE_NAME USER_DATABASE_ID USER_SCHEMA_NAME " +
    "USER_SCHEMA_ID BIND_VALUES:v AGENT_TYPE",
  {
    QUERY_ID: ({ queryId }) => queryId,
    QUERY_TEXT: ({ text }) => text,
    SESSION_ID: ({ sessionId }) => sessionId,
    USER_NAME: ({ user }) => user,
    ROLE_NAME: ({ role }) => role,
    QUERY_TAG: ({ tag }) => tag,
    EXECUTION_STATUS: ({ status }) => STATUS[status],
    ERROR_CODE: ({ errorCode }) => (errorCode === null ? null : String(Number(errorCode))),
    ERROR_MESSAGE: ({ errorMessage }) => errorMessage,
    START_TIME: ({ startedOn }) => timeCell(startedOn),
    END_TIME: ({ endedOn }) => timeCell(endedOn),
    TOTAL_ELAPSED_TIME: ({ startedOn, endedOn }) => String((endedOn ?? startedOn) - startedOn),
    RELEASE_VERSION: (_record, { account }) => account.version,
    IS_CLIENT_GENERATED_STATEMENT: () => "0",
    ROLE_TYPE: () => "ROLE",
    USER_TYPE({ user }, context) {
      const entry = findByName(context.draft.catalog, { parent: ACCOUNT, class: "USER", name: user, args: null });
      return entry === undefined ? null : ((entry.properties.TYPE as string | undefined) ?? "PERSON");
    },
  },
);

/** What has ended, the last one first (docs: sql-reference/account-usage/query_history). */
export const queryHistory: UsageView = {
  roles: ["GOVERNANCE_VIEWER"],
  rows(context) {
    const ended = context.history.all().filter(({ status }) => status !== "running");
    return rowsOf(COLUMNS, [...ended].reverse(), context);
  },
};
