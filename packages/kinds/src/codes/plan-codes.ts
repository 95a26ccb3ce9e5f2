import type { CodeEntry } from "./code-entry.ts";

/** ST2001-ST2049: planning. */
export const planCodes = [
  {
    code: "ST2001",
    title: "It is not known whether a described object exists",
    explanation:
      "The role that plans could not read all objects of this kind there, or is shown only those that it has some privilege on. What was not seen may exist: a CREATE could fail or do harm, so none is planned.",
    fix: "GRANT RESOLVE ALL ON ACCOUNT to the role: every object is listed to it then, and it gains no other right. A role that has MANAGE GRANTS, or inherits SECURITYADMIN or ACCOUNTADMIN, is shown everything anyway; one that has it on a database or schema, everything in there. A deployer without any of these can say that what it is not shown does not exist: --assume-absent, or assume_absent: true in snowtower.yaml.",
  },
  {
    code: "ST2002",
    title: "A field could not be read",
    explanation: "The project describes the field, but its value in the account is not known. It is left as it is: unknown is never a reason for a change.",
    fix: "Give the role that plans the privilege that the message names.",
  },
  {
    code: "ST2003",
    title: "An object is kept",
    explanation: "The plan would drop, replace, disable or re-own an object that is protected, that the run itself needs, or that holds something of the sort.",
    fix: "Describe the object as it is, take it out of the scope, or end its protection.",
  },
  {
    code: "ST2004",
    title: "Only a replacement could make this change",
    explanation: "No ALTER changes the field, and replacing an object of this kind would lose what is in it, so that it is never done unasked.",
    fix: "Describe the field as it is in the account, or make a new object and move the contents.",
  },
  {
    code: "ST2005",
    title: "Names in SQL refer to each other in a circle",
    explanation: "Names were found in the SQL of objects that would have to be made before one another. One of these references does not decide the order.",
    fix: "Nothing, if one of the names is no reference (a column called like a table). Otherwise break the circle.",
  },
  {
    code: "ST2006",
    title: "Objects need each other in a circle",
    explanation: "Each of the objects needs another one to exist first, and none of them can be made in part, so that no order is possible.",
    fix: "Remove one of the references.",
  },
  {
    code: "ST2007",
    title: "No role is known that may run a step",
    explanation:
      "The object belongs to a role that neither the admin role nor the session's role is known to inherit; or it is left to ACCOUNTADMIN, as resource monitors are, and the role of the step is not known to inherit that.",
    fix: "Grant the owner role to the admin role, or give the object to a role below it. For what is left to ACCOUNTADMIN, plan as a role that inherits it.",
  },
  {
    code: "ST2008",
    title: "Grants could not be read",
    explanation: "The grants of this role or user are not known, so none of them is planned: unknown is never a reason for a change.",
    fix: "Give the role that plans MANAGE GRANTS, or ownership of the role.",
  },
  {
    code: "ST2010",
    title: "Existing objects are not reached",
    explanation:
      "A new future grant acts on objects that will be made. Existing ones of this type are not read, or not described, so they are left as they are.",
    fix: "If they are to be reached, run GRANT ... ON ALL ... once.",
  },
  {
    code: "ST2011",
    title: "An access is interrupted",
    explanation:
      "The access is held before and after the plan, but between two of its steps it is not: keeping it up would show data to somebody who may see it neither before nor after, or Snowflake offers no other way. The note says who, what, and between which statements.",
    fix: "Apply at a quiet time, or make the change in two plans.",
  },
  {
    code: "ST2012",
    title: "Steps were left out",
    explanation:
      "The option --only plans a part. Other steps of the full plan come before these, and were left out because they create nothing that these need.",
    fix: "Plan without --only to see the rest.",
  },
  {
    code: "ST2013",
    title: "Destroy needs a prefix",
    explanation: "Without an environment's prefix nothing tells what belongs to this project from what belongs to others.",
    fix: "Name the environment with --env.",
  },
  {
    code: "ST2014",
    title: "The pattern of --only matches nothing",
    explanation: "No step of the plan is about an object of this name.",
    fix: "Patterns match ids and names: table:DB.SC.*, DB.SC.T, *ANALYST*.",
  },
  {
    code: "ST2015",
    title: "An owner cannot be told",
    explanation: "The project describes who owns the object, but who owns it now could not be read, or it belongs to Snowflake.",
    fix: "Give the role that plans the privilege to see the object, or leave its owner out of the description.",
  },
  {
    code: "ST2016",
    title: "What is not seen counts as absent",
    explanation:
      "The role that planned is shown only what it has some privilege on, and --assume-absent or assume_absent says that what it is not shown does not exist. It is planned to be created; if it exists after all, Snowflake refuses the CREATE, and nothing is overwritten. Likewise a container that is dropped may hold what the role is not shown.",
    fix: "GRANT RESOLVE ALL ON ACCOUNT to the role, plan as one that manages grants, or make sure that the objects do not exist.",
  },
  {
    code: "ST2017",
    title: "What is in use stays",
    explanation:
      "The object is not described any more and would be dropped, but another one uses it that the plan leaves as it is: a policy is set on a table that the project does not describe, a network rule is in a policy. Snowflake refuses to drop what is in use, and taking it off would show what it hides.",
    fix: "Take it off that object, or describe the object without it.",
  },
  {
    code: "ST2018",
    title: "It could not be read what is set there",
    explanation:
      "A policy or a tag is to be set on an object, and it is not known whether one is set there already: POLICY_REFERENCES and TAG_REFERENCES need a warehouse, and a role with OWNERSHIP or APPLY.",
    fix: "Give the session a warehouse and its role the privilege.",
  },
  {
    code: "ST2019",
    title: "Not renamed",
    explanation: "A file says `renamed_from`, and the object cannot get its new name: both names are taken, both are described, or the kind has no RENAME.",
    fix: "Take `renamed_from` out of the file, or remove one of the two objects.",
  },
  {
    code: "ST2020",
    title: "It cannot be told whether a secret is the described one",
    explanation:
      "A secret cannot be read back. Whether it is the described one is told by a mark in the state schema, and for these objects there is none: nobody of this project has set them yet, or the mark was made with another key. They are left as they are.",
    fix: "Run plan and apply with --refresh-secrets once: it sets every described secret again, and marks it.",
  },
  {
    code: "ST2021",
    title: "An access that is meant neither before nor after",
    explanation:
      "Between two steps somebody has an access, or reads data under a protection, that he has neither before the plan nor after it, and no order of the steps avoids it. The note says who, what, and between which statements.",
    fix: "Apply while those users are away, or make the change in several plans: take first, and give in the next.",
  },
  {
    code: "ST2022",
    title: "Nobody available may run it",
    explanation:
      "The role that would run the step lacks a privilege that the statement needs, as far as its grants and those of the roles it holds were read. Snowflake would refuse it in the middle of the run.",
    fix: "Grant the privilege, or plan as a role that has it.",
  },
  {
    code: "ST2023",
    title: "A copy would be read through policies",
    explanation:
      "The table has to be copied, and masking, row access or other policies are set on it, on its columns or on its tags. They apply to the query that copies as well: masked values and missing rows would be written for good.",
    fix: "Make sure that the policies let the role of the step read everything, and say `copy_through_policies: true` in the table's file. Or make the change by hand.",
  },
  {
    code: "ST2024",
    title: "A copy needs a warehouse",
    explanation: "The change needs a query that copies the rows of a table, and the session has no warehouse to run it on.",
    fix: "Give the connection, or the user it logs in as, a warehouse that its role may use.",
  },
  {
    code: "ST2030",
    title: "What is only looked at differs",
    explanation: "A rule of the scope says `observe`: the object is compared with its description, and nothing is planned for it, its grants included.",
    fix: "Nothing, if somebody else looks after it. Otherwise take the rule out of the scope in snowtower.yaml.",
  },
  {
    code: "ST2031",
    title: "Described, and off",
    explanation: "A file describes the object, and a rule of the scope says `off`: it is not read, and nothing of it is compared or planned.",
    fix: "Take the description out of the project, or the rule out of the scope.",
  },
  {
    code: "ST2032",
    title: "Somebody else is to create it",
    explanation:
      "A rule of the scope says `manage: envelope`, or what the object is in is not there: whoever the body belongs to creates it, and this project plans what stands around it after that.",
    fix: "Plan again when it is there.",
  },
  {
    code: "ST2033",
    title: "What is needed is not there, and not to be created",
    explanation:
      "Something that the plan would create or change needs an object that the account does not have and that the scope leaves to somebody else. A table without the policy that the project describes for it would show what is to be hidden.",
    fix: "Plan again when it is there, or change the scope so that this project creates it.",
  },
  {
    code: "ST2034",
    title: "The account's edition has no such objects",
    explanation:
      "The files describe objects of a kind that needs a higher edition of Snowflake, as policies need the Enterprise Edition. They are left out, and so is where they are set: what they are to protect is not protected in this account.",
    fix: "Use an account of the edition, or keep the data that the policies protect out of this one.",
  },
] as const satisfies readonly CodeEntry[];
