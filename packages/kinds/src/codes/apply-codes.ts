import type { CodeEntry } from "./code-entry.ts";

/** ST4001-ST4099: applying a plan. */
export const applyCodes = [
  {
    code: "ST4001",
    title: "A step failed",
    explanation: "Snowflake refused a statement, or the connection broke. Nothing new was started after it, and what the step left behind was read back.",
    fix: "Remove the cause that the message names, then plan and apply again: what is done is not done twice.",
  },
  {
    code: "ST4002",
    title: "The run was stopped",
    explanation: "The run was asked to stop. What was under way was brought to its end, and nothing new was started.",
    fix: "Plan and apply again: what is done is not done twice.",
  },
  {
    code: "ST4003",
    title: "The plan was made for another account",
    explanation: "The account that answered is not the one that the plan was made for, so that nothing the plan rests on is known of it.",
    fix: "Give the connection of the account that the plan names, or plan against this one.",
  },
  {
    code: "ST4004",
    title: "The account has moved under the plan",
    explanation: "Something that the plan was decided on has been changed since. The plan could undo somebody's work, or fail half-way.",
    fix: "Plan again and compare the new plan with the approved one.",
  },
  {
    code: "ST4005",
    title: "The plan holds errors",
    explanation: "The planner could not plan everything that is described, so applying the rest could leave the account between two states.",
    fix: "Remove the causes that are listed, and plan again.",
  },
  {
    code: "ST4006",
    title: "A statement was carried out in part",
    explanation: "Snowflake reports success, and says in its status that it did less than the statement asks for. This counts as a failure.",
    fix: "Give the role that ran it the privileges it lacks, then plan and apply again.",
  },
  {
    code: "ST4010",
    title: "Not a journal",
    explanation: "The file does not begin with the header of a run's journal.",
    fix: "Runs are in .snowtower/runs; without a journal a run is resumed from its plan and the account.",
  },
  {
    code: "ST4011",
    title: "The journal was written by a newer SnowTower",
    explanation: "The journal's format is newer than this program, which could misread it.",
    fix: "Use the version that wrote it, or go on without it: the plan and the account are enough.",
  },
  {
    code: "ST4012",
    title: "Destructive steps were not allowed",
    explanation:
      "The plan has steps that lose data or history, or that could lock somebody out. Such a plan is applied as a whole or not at all, and only if that was said.",
    fix: "Read the steps that are named; if they are meant, add --allow destructive.",
  },
  {
    code: "ST4013",
    title: "A secret is not the one that was planned",
    explanation:
      "A plan holds references to secrets, bound to their values by a key. The project has no such secret any more, or another value of it, so that applying would set something that nobody approved.",
    fix: "Plan again, with the same SNOWFLAKE_CONFIG_FERNET_KEYS.",
  },
  {
    code: "ST4014",
    title: "Another run holds the lock",
    explanation:
      "Two runs that change the same environment at the same time would work against each other, so that only the one that holds the lock in the state schema goes on. The lock of a run that was killed is free again some minutes later.",
    fix: "Wait for the other run (--lock-timeout 10m waits), or, if it does not exist any more, take the lock from it with snowtower unlock.",
  },
  {
    code: "ST4015",
    title: "The lock cannot be taken",
    explanation:
      "The account has the state schema, and the role may not make the lock's table in it. Without the lock a second run could work against this one.",
    fix: "Give the role USAGE and CREATE TABLE on the state schema, as snowtower bootstrap writes it, or set state: off in snowtower.yaml.",
  },
  {
    code: "ST4016",
    title: "The mark of a secret could not be written",
    explanation:
      "The secret was set, and the mark that would tell the next plan so was not. The next plan cannot tell whether the secret is the described one.",
    fix: "Give the role USAGE and CREATE TABLE on the state schema, then run plan with --refresh-secrets.",
  },
] as const satisfies readonly CodeEntry[];
