#!/usr/bin/env node
import { existsSync } from "node:fs";

if (existsSync(new URL("../dist/main.js", import.meta.url))) await import("../dist/main.js");
else {
  process.stderr.write("snowtower is not built here: run npm install (or npm run build) in its folder\n");
  process.exitCode = 1;
}
