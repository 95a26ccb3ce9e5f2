import { runCli } from "./run-cli.ts";

// Set before anything can load the driver: it would ask cloud metadata addresses where it runs.
process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION ??= "true";

// Who reads the output may stop reading: that ends no run that is under way.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdinIsTty: process.stdin.isTTY === true,
  env: process.env,
});
