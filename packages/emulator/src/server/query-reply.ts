import type { Transfer } from "../files/transfer.ts";
import { STATEMENT_TYPE } from "../result.ts";
import type { LocalSession, StatementOutcome, StatementResult } from "../session.ts";
import { done, type Reply } from "./reply.ts";
import { rowType } from "./row-type.ts";
import { wireParameters } from "./wire-parameters.ts";

type Done = Extract<StatementOutcome, { readonly kind: "done" }>;
type Failed = Extract<StatementOutcome, { readonly kind: "failed" }>;

/** The answer to one statement (protocol notes 1.5). */
export function resultReply(session: LocalSession, result: StatementResult, sentOn: number): Reply {
  if (result.transfer !== undefined) return transferReply(session, result, result.transfer);
  return done({
    parameters: wireParameters(session),
    rowtype: result.columns.map(rowType),
    rowset: result.rows,
    total: result.rows.length,
    returned: result.rows.length,
    queryId: result.queryId,
    databaseProvider: null,
    ...finalNames(result.current),
    numberOfBinds: result.numberOfBinds,
    arrayBindSupported: /^\s*INSERT\b/i.test(result.text),
    statementTypeId: result.statementTypeId,
    // Without it the Node.js driver takes times with a zone for the packed form of old servers.
    version: 1,
    sendResultTime: sentOn,
    queryResultFormat: "json",
    queryContext: queryContext(session, sentOn),
  });
}

/** What is opaque to drivers: they keep the newest and send it along (as `queryContextDTO`). Nothing here depends on it. */
function queryContext(session: LocalSession, sentOn: number) {
  return { entries: [{ id: 0, timestamp: sentOn * 1000, priority: 0, context: Buffer.from(`local ${session.id}`).toString("base64") }] };
}

/** The answer to PUT and GET: the driver moves the files, and makes the rows itself (protocol notes 1.6). */
function transferReply(session: LocalSession, result: StatementResult, transfer: Transfer): Reply {
  return done({
    parameters: wireParameters(session),
    queryId: result.queryId,
    ...finalNames(result.current),
    statementTypeId: result.statementTypeId,
    parallel: transfer.parallel,
    threshold: 209_715_200,
    clientShowEncryptionParameter: false,
    // An empty list would make the Node.js driver fail.
    encryptionMaterial: null,
    presignedUrls: null,
    stageInfo: {
      locationType: "LOCAL_FS",
      location: transfer.location,
      path: transfer.kind === "upload" ? transfer.path : "",
      region: null,
      storageAccount: null,
      isClientSideEncrypted: false,
      creds: {},
      presignedUrl: null,
      endPoint: null,
    },
    ...(transfer.kind === "upload"
      ? {
          command: "UPLOAD",
          operation: "Node",
          src_locations: [transfer.source],
          autoCompress: transfer.autoCompress,
          overwrite: transfer.overwrite,
          sourceCompression: transfer.sourceCompression,
        }
      : { command: "DOWNLOAD", operation: "Node", src_locations: transfer.files, localLocation: transfer.target }),
  });
}

/** Drivers take from this what is current, after every statement. */
function finalNames(current: StatementResult["current"]): Readonly<Record<string, string | null>> {
  return {
    finalDatabaseName: current.database,
    finalSchemaName: current.schema,
    finalWarehouseName: current.warehouse,
    finalRoleName: current.role,
  };
}

/** The answer to a text of several statements: the driver fetches the result of each by its id. */
export function parentReply(session: LocalSession, children: readonly Done[], of: { readonly queryId: string; readonly sentOn: number }): Reply {
  const message = "Multiple statements executed successfully.";
  const result: StatementResult = {
    queryId: of.queryId,
    text: "",
    statementTypeId: STATEMENT_TYPE.multi,
    columns: [{ name: "multiple statement execution", type: "text", nullable: false, length: 16777216, precision: null, scale: null }],
    rows: [[message]],
    status: message,
    numberOfBinds: 0,
    current: session.current,
  };
  const reply = resultReply(session, result, of.sentOn);
  const ids = children.map(({ result: child }) => child.queryId).join(",");
  return { ...reply, data: { ...reply.data, resultIds: ids, resultTypes: children.map(({ result: child }) => child.statementTypeId).join(",") } };
}

export function errorReply({ error, queryId }: Pick<Failed, "error" | "queryId">): Reply {
  const data = {
    internalError: false,
    unredactedFromSecureObject: false,
    errorCode: error.code,
    age: 0,
    sqlState: error.sqlState,
    queryId,
    line: error.line ?? -1,
    pos: error.position ?? -1,
    type: error.message.startsWith("SQL compilation error") ? "COMPILATION" : "EXECUTION",
  };
  return { data, code: error.code, message: error.message, success: false };
}

/** "It runs; ask there": `333333` for who waits, `333334` for who did not want to. */
export function runningReply(query: { readonly id: string; readonly isAsync: boolean }): Reply {
  const data = { queryId: query.id, getResultUrl: `/queries/${query.id}/result`, queryAbortsAfterSecs: 300, progressDesc: null };
  return query.isAsync
    ? {
        data,
        code: "333334",
        message: "Asynchronous execution in progress. Use provided query id to perform query monitoring and management.",
        success: true,
      }
    : { data, code: "333333", message: "Query execution in progress.", success: true };
}
