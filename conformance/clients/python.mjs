import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJunit } from "../junit.mjs";
import { runStatements, startAccount } from "../local-account.mjs";
import { pythonEnvironment } from "../python-environment.mjs";
import { runProgram } from "../run-program.mjs";
import { sourceOf } from "../source.mjs";

// The Python connector's own integration tests, which its authors run against Snowflake: `pytest -m integ` as in its tox.ini, without what needs
// another cloud (sso, lambda) or Arrow (pandas), and without the asynchronous twins of the same tests.

const MARKS = "integ and not sso and not pandas and not lambda and not aio";
const SECONDS_A_TEST = 20;

/** parameters.py is how its tests learn of the account. */
const PARAMETERS = `import os
CONNECTION_PARAMETERS = {
    "account": "local",
    "user": os.environ["LOCAL_USER"],
    "password": os.environ["LOCAL_PASSWORD"],
    "database": "TESTDB",
    "schema": "PUBLIC",
    "warehouse": "COMPUTE_WH",
    "role": "ACCOUNTADMIN",
    "protocol": "http",
    "host": "127.0.0.1",
    "port": os.environ["LOCAL_PORT"],
}
`;

export async function python(results) {
  const environment = await pythonEnvironment();
  if (environment.skipped !== undefined) return environment;
  const source = await sourceOf("python");
  if (source.skipped !== undefined) return source;
  const account = await startAccount();
  const scratch = mkdtempSync(join(tmpdir(), "snowtower-connector-"));
  try {
    await runStatements(account, ["CREATE DATABASE TESTDB"]);
    // A copy: they write beside themselves.
    cpSync(join(source.folder, "test"), join(scratch, "test"), { recursive: true });
    writeFileSync(join(scratch, "test/parameters.py"), PARAMETERS);
    const file = join(results, "tests.xml");
    const flags = ["-p", "no:cacheprovider", "--ignore=test/integ/aio_it", "-m", MARKS, `--timeout=${SECONDS_A_TEST}`, "--tb=short", `--junitxml=${file}`];
    const { user: LOCAL_USER, password: LOCAL_PASSWORD, port } = account;
    const env = { LOCAL_USER, LOCAL_PASSWORD, LOCAL_PORT: String(port), USE_PASSWORD: "true", SNOWFLAKE_TEST_MODE: "true", PYTHONDONTWRITEBYTECODE: "1" };
    await runProgram(join(environment.bin, "python"), ["-m", "pytest", ...flags, "test/integ"], {
      cwd: scratch,
      env: { ...env, NO_PROXY: "127.0.0.1,localhost" },
      log: join(results, "tests.log"),
      seconds: 1800,
    });
    if (!existsSync(file)) throw new Error(`pytest wrote no results: see ${join(results, "tests.log")}`);
    const tests = readJunit(readFileSync(file, "utf8")).map(({ group, name, ...test }) => {
      const module = group.replace(/^test\.integ\./, "");
      return { ...test, id: `${module}::${name}`, group: module };
    });
    return { version: source.version, tests };
  } finally {
    await account.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
