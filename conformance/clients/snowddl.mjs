import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readJunit } from "../junit.mjs";
import { runStatements, startAccount } from "../local-account.mjs";
import { pythonEnvironment } from "../python-environment.mjs";
import { runProgram } from "../run-program.mjs";
import { sourceOf } from "../source.mjs";

// SnowDDL against its own tests, as its run_test_full.sh runs them: same commands, same flags. It stops at the first kind it cannot list, so the
// kinds that the account does not have are left out with --exclude-object-types; their tests are run all the same, and fail.

/** What SnowDDL asks first of a kind that not every account has. */
const PROBES = {
  AGGREGATION_POLICY: "SHOW AGGREGATION POLICIES IN ACCOUNT",
  ALERT: "SHOW ALERTS IN ACCOUNT",
  AUTHENTICATION_POLICY: "SHOW AUTHENTICATION POLICIES IN ACCOUNT",
  BACKUP_POLICY: "SHOW BACKUP POLICIES IN ACCOUNT",
  BACKUP_SET: "SHOW BACKUP SETS IN ACCOUNT",
  DYNAMIC_TABLE: "SHOW DYNAMIC TABLES IN ACCOUNT",
  EVENT_TABLE: "SHOW EVENT TABLES IN ACCOUNT",
  EXTERNAL_ACCESS_INTEGRATION: "SHOW EXTERNAL ACCESS INTEGRATIONS",
  EXTERNAL_FUNCTION: "SHOW EXTERNAL FUNCTIONS IN ACCOUNT",
  EXTERNAL_TABLE: "SHOW EXTERNAL TABLES IN ACCOUNT",
  FILE_FORMAT: "SHOW FILE FORMATS IN ACCOUNT",
  HYBRID_TABLE: "SHOW HYBRID TABLES IN ACCOUNT",
  ICEBERG_TABLE: "SHOW ICEBERG TABLES IN ACCOUNT",
  JOIN_POLICY: "SHOW JOIN POLICIES IN ACCOUNT",
  MATERIALIZED_VIEW: "SHOW MATERIALIZED VIEWS IN ACCOUNT",
  NETWORK_RULE: "SHOW NETWORK RULES IN ACCOUNT",
  PIPE: "SHOW PIPES IN ACCOUNT",
  PROJECTION_POLICY: "SHOW PROJECTION POLICIES IN ACCOUNT",
  SECRET: "SHOW SECRETS IN ACCOUNT",
  SEMANTIC_VIEW: "SHOW SEMANTIC VIEWS IN ACCOUNT",
  SHARE: "SHOW SHARES",
  STAGE_FILE: "LIST @~",
  STREAM: "SHOW STREAMS IN ACCOUNT",
  TASK: "SHOW TASKS IN ACCOUNT",
};

const APPLY = "--apply-unsafe --apply-resource-monitor --apply-all-policy";
const CHANGE = "--apply-unsafe --apply-replace-table --apply-resource-monitor --apply-all-policy --refresh-stage-encryption --refresh-secrets";
/** run_test_full.sh, line by line. */
const LINES = [
  { does: "destroy", line: `-c _config/step1 ${APPLY} destroy` },
  { does: "apply-1", line: `-c _config/step1 ${APPLY} apply` },
  { tests: "step1" },
  { does: "apply-2", line: `-c _config/step2 ${CHANGE} apply` },
  { tests: "step2" },
  { does: "apply-3", line: `-c _config/step3 ${CHANGE} apply` },
  { tests: "step3" },
  { does: "destroy-again", line: `-c _config/step1 ${APPLY} destroy` },
];

export async function snowddl(results) {
  const environment = await pythonEnvironment();
  if (environment.skipped !== undefined) return environment;
  const source = await sourceOf("snowddl");
  if (source.skipped !== undefined) return source;
  const account = await startAccount();
  try {
    const { privateKey, refused } = await setUp(account, source.folder);
    const missing = await runStatements(account, Object.values(PROBES));
    const excluded = Object.keys(PROBES).filter((kind) => missing.some(({ statement }) => statement === PROBES[kind]));
    const env = {
      ...account.environment,
      SNOWFLAKE_ACCOUNT: "local",
      SNOWFLAKE_USER: "snowddl_test",
      SNOWFLAKE_PRIVATE_KEY: privateKey,
      SNOWFLAKE_ENV_PREFIX: "PYTEST",
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const run = await runLines({ bin: environment.bin, cwd: join(source.folder, "test"), env, excluded, results });
    return {
      version: source.version,
      tests: run.tests,
      notes: [
        ...(excluded.length === 0 ? [] : [`left out of SnowDDL's commands, as the account does not have them: ${excluded.join(", ")}`]),
        ...refused.map(({ statement, message }) => `refused of its account_setup.sql: ${oneLine(statement)}: ${oneLine(message)}`),
        ...run.notes,
      ],
      errors: run.errors,
    };
  } finally {
    await account.stop();
  }
}

async function runLines({ bin, cwd, env, excluded, results }) {
  const tests = [];
  const notes = [];
  const errors = [];
  for (const { does, line, tests: step } of LINES) {
    if (step !== undefined) {
      tests.push(...(await runTests({ bin, cwd, env, step, results })));
      continue;
    }
    const flags = excluded.length === 0 ? [] : [`--exclude-object-types=${excluded.join(",")}`];
    const { code, output } = await runProgram(join(bin, "snowddl"), [...flags, ...line.split(" ")], { cwd, env, log: join(results, `${does}.log`) });
    const refused = statementErrors(output);
    errors.push(...refused.map((error) => ({ does, ...error })));
    // 8: some objects could not be resolved, which SnowDDL tells one by one.
    if (code !== 0) notes.push(`snowddl ${does}: exit code ${code}, ${refused.length} statements refused`);
  }
  return { tests, notes, errors };
}

async function runTests({ bin, cwd, env, step, results }) {
  const file = join(results, `${step}.xml`);
  const command = `exec ${JSON.stringify(join(bin, "python"))} -m pytest -p no:cacheprovider -k ${step} --tb=short --junitxml=${JSON.stringify(file)} */*.py`;
  await runProgram("sh", ["-c", command], { cwd, env, log: join(results, `${step}.log`) });
  if (!existsSync(file)) throw new Error(`pytest wrote no results: see ${join(results, `${step}.log`)}`);
  return readJunit(readFileSync(file, "utf8")).map(({ group, name, ...test }) => {
    // Its folder of tests is part of the name or not, by where pytest finds a project.
    const module = group.replace(/^test\./, "");
    return { ...test, id: `${module.replaceAll(".", "/")}.py::${name}`, group: module.split(".")[0] };
  });
}

/** What SnowDDL prints of a statement that was refused. */
export function statementErrors(output) {
  return [...output.matchAll(/(?:Resolved|resolver) (\S+) \[([^\n\]]*)\]: [^\n]*\n\(\n([\s\S]*?)\n\)/g)].map(([, kind, name, body]) => ({
    object: `${kind} ${name}`,
    message: oneLine(/message +=> +([\s\S]*?)\n +errno/.exec(body)?.[1] ?? ""),
    sql: oneLine(/sql +=> +([\s\S]*)$/.exec(body)?.[1] ?? ""),
  }));
}

/** Its account_setup.sql and iceberg_setup.sql, with its placeholders filled in. */
async function setUp(account, source) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const key = publicKey.toString("base64");
  const setup = ["account_setup.sql", "iceberg_setup.sql"].flatMap((file) => statementsIn(readFileSync(join(source, "test/_sql", file), "utf8")));
  const filled = setup
    // A variable has at most 256 bytes (docs: sql-reference/session-variables), and a key has more.
    .filter((statement) => !statement.startsWith("SET RSA_PUBLIC_KEY"))
    .map((statement) => statement.replace("$RSA_PUBLIC_KEY", `'${key}'`).replace("$PASSWORD", "'Local account 1'"))
    .map((statement) => statement.replace("<storage_aws_role_arn>", "arn:aws:iam::123456789012:role/my_role"));
  return { privateKey, refused: await runStatements(account, filled) };
}

function statementsIn(text) {
  return text
    .replace(/^--.*$/gm, "")
    .split(/;|(?<=NAMESPACE = '\w+')\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}
