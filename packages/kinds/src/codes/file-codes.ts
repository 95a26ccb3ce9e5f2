// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder is written ${{ name }}

import type { CodeEntry } from "./code-entry.ts";

/** ST1001-ST1099: the project's files, YAML, tags and placeholders. */
export const fileCodes = [
  // the folder
  {
    code: "ST1001",
    title: "The project folder cannot be read",
    explanation: "The folder does not exist, is not a folder, or may not be listed by this user.",
    fix: "Check the path and its permissions.",
  },
  {
    code: "ST1002",
    title: "A file cannot be read",
    explanation: "The operating system refused to read the file or the folder; nothing is planned from a project that was read in part.",
    fix: "Check the permissions of the file.",
  },
  {
    code: "ST1003",
    title: "A file is not UTF-8 text",
    explanation: "Files of a project are UTF-8. Bytes in another encoding would become wrong names and comments in the account.",
    fix: "Save the file as UTF-8 (without UTF-16, Latin-1 or binary content).",
  },
  {
    code: "ST1004",
    title: "A file is too large",
    explanation: "The file is over the limit for one file and was not read into memory. Large data does not belong into a description.",
    fix: "Split the file, or move it out of the project's layout.",
  },
  {
    code: "ST1005",
    title: "The project has too many files",
    explanation: "There are more files in the layout than one project may have. Usually a folder of data or dependencies was put into it.",
    fix: "Move the folder out of the project, or let its name start with two underscores, which keeps it out of the layout.",
  },
  {
    code: "ST1006",
    title: "A link leaves the project",
    explanation: "A symbolic link points out of the project's folder. It is not followed: a change under review could read any file of the machine.",
    fix: "Put a copy of the file into the project.",
  },
  {
    code: "ST1007",
    title: "Two files or folders have the same name",
    explanation: "Names of objects do not depend on case or on the ending .yml or .yaml, so these two describe the same thing.",
    fix: "Keep one of them.",
  },
  {
    code: "ST1008",
    title: "Unknown file",
    explanation: "Nothing reads a file of this name at this place, so what it describes is not managed.",
    fix: "Correct the name, or move the file below a folder whose name starts with two underscores.",
  },
  {
    code: "ST1009",
    title: "Unknown type of object",
    explanation: "The folders inside a schema are named after types of objects, and this is none. Its files are not read.",
    fix: "Correct the name of the folder.",
  },
  {
    code: "ST1010",
    title: "A folder's name is not a name of a database or schema",
    explanation: "Folders of the first level are databases, of the second level schemas. An unquoted name has letters, digits, _ and $ only.",
    fix: "Rename the folder; put a mixed-case or special name in double quotes; or let it start with two underscores (first level) to keep it out.",
  },
  {
    code: "ST1011",
    title: "A file's name is not a name of an object",
    explanation: "The file's name without its ending is the name of the object. An unquoted name has letters, digits, _ and $ only.",
    fix: "Rename the file; put a mixed-case or special name in double quotes.",
  },
  {
    code: "ST1012",
    title: "A file is not read at this place",
    explanation: "Only files that end in .yaml or .yml are read, and at most four levels deep: database, schema, type, object.",
    fix: "Move or rename the file.",
  },
  {
    code: "ST1013",
    title: "Not a regular file",
    explanation: "A folder, pipe, socket or device stands where a file is expected.",
    fix: "Put a regular file there.",
  },
  {
    code: "ST1014",
    title: "Files of a stage are not uploaded",
    explanation:
      "A folder beside the file of a stage holds files for it, as SnowDDL uploads them. SnowTower makes the stage, and leaves the files on it alone.",
    fix: "Upload the files with PUT, or with the tool that has done so until now.",
  },

  // YAML
  {
    code: "ST1020",
    title: "The file is not YAML",
    explanation: "The file breaks YAML's syntax at the given place. Nothing of the file is used.",
    fix: "Correct the place that is shown. Text with special characters (: # { } [ ] , & * ! | > ' \" % @) often only needs quotes.",
  },
  {
    code: "ST1021",
    title: "A tab is used as indentation",
    explanation: "YAML does not allow tabs as indentation, because their width is not defined.",
    fix: "Indent with spaces.",
  },
  {
    code: "ST1022",
    title: "A quote or bracket is not closed",
    explanation: "A \", ', { or [ was opened and never closed.",
    fix: "Close it, or put the text that holds it in quotes.",
  },
  {
    code: "ST1023",
    title: "The indentation does not fit",
    explanation: "Entries of one map, and items of one list, start in the same column; what is inside starts further right.",
    fix: "Align the line with its neighbours.",
  },
  {
    code: "ST1024",
    title: "Unknown escape in double quotes",
    explanation: "Inside double quotes a backslash starts an escape, and this one does not exist.",
    fix: "Write the backslash twice, or use single quotes, which know no escapes.",
  },
  {
    code: "ST1025",
    title: "A character is not allowed",
    explanation: "YAML does not allow control characters in a file. They are usually binary content or a broken copy and paste.",
    fix: "Remove the character; in double quotes it can be written as an escape.",
  },
  {
    code: "ST1026",
    title: "The file holds several documents",
    explanation: "A file describes one thing; a second document after --- would be lost.",
    fix: "Make one file of each document.",
  },
  {
    code: "ST1027",
    title: "A key is given twice",
    explanation: "The last value wins, as YAML loaders do; the earlier value has no effect.",
    fix: "Remove one of the two.",
  },
  {
    code: "ST1028",
    title: "Not a key",
    explanation: "A key is a plain text. A list, a map or nothing cannot be one.",
    fix: "Write the key as text; keys that start with a special character need quotes.",
  },
  {
    code: "ST1029",
    title: "Unknown alias",
    explanation: "The alias *name refers to an anchor &name that does not stand before it in the same file.",
    fix: "Correct the name. Text that starts with * (a pattern) needs quotes.",
  },
  {
    code: "ST1030",
    title: "An alias refers to what it stands in",
    explanation: "The value would hold itself and have no end.",
    fix: "Remove the alias.",
  },
  {
    code: "ST1031",
    title: "The file holds too many values",
    explanation: "After replacing its aliases the file holds more values than the limit. Aliases of aliases can make a small file arbitrarily large.",
    fix: "Write fewer aliases of aliases, or split the file.",
  },
  {
    code: "ST1032",
    title: "The file is nested too deeply",
    explanation: "Lists and maps stand inside each other deeper than the limit. No description needs this.",
    fix: "Check for brackets that are not closed.",
  },
  {
    code: "ST1033",
    title: "A merge key needs a map",
    explanation: "The value of << is a map, or a list of maps, whose entries are taken over.",
    fix: "Give << an alias of a map, or put it in quotes if it is meant as a key.",
  },
  {
    code: "ST1034",
    title: "Unknown tag",
    explanation: "The tags are !include, !decrypt, !encrypt, and YAML's own !!str, !!int, !!float, !!bool, !!null, !!timestamp, !!map and !!seq.",
    fix: "Correct the tag. Text that starts with ! needs quotes.",
  },
  {
    code: "ST1035",
    title: "The value does not fit its tag",
    explanation: "The tag asks for another sort of value than the one that stands there.",
    fix: "Correct the value or remove the tag.",
  },
  {
    code: "ST1036",
    title: "The file does not hold a map",
    explanation: "Every file of a project is a map of keys and values, or empty.",
    fix: 'Write "key: value" lines.',
  },

  // !include
  {
    code: "ST1040",
    title: "The included file does not exist",
    explanation: "!include takes a path that is relative to the folder of the YAML file.",
    fix: "Correct the path, or add the file.",
  },
  {
    code: "ST1041",
    title: "The included file is outside",
    explanation: "!include reads files in the folder of the YAML file and below it, never elsewhere.",
    fix: "Move the file next to the YAML file.",
  },

  // secrets
  {
    code: "ST1050",
    title: "There is no key to decrypt with",
    explanation: "The file holds an encrypted value and no Fernet key was given.",
    fix: "Set SNOWFLAKE_CONFIG_FERNET_KEYS to the key, or to several keys with commas between them.",
  },
  {
    code: "ST1051",
    title: "Not a Fernet key",
    explanation: "A Fernet key is 32 bytes in URL-safe base64: 44 characters, the last of them =.",
    fix: "Check SNOWFLAKE_CONFIG_FERNET_KEYS; several keys stand with commas between them.",
  },
  {
    code: "ST1052",
    title: "A value cannot be decrypted",
    explanation: "None of the given keys fits, or the encrypted value was changed or copied in part.",
    fix: "Give the key the value was encrypted with, or encrypt the value anew.",
  },
  {
    code: "ST1053",
    title: "A secret is not encrypted",
    explanation: "!encrypt marks a secret that is still to be encrypted. In this form it must not be used or committed.",
    fix: "Encrypt it, so that the tag becomes !decrypt. If it was committed or shared, change the secret itself.",
  },

  // placeholders
  {
    code: "ST1060",
    title: "Unknown placeholder",
    explanation: "The name in ${{ }} is neither built in nor given by placeholder.yaml, the environment or the command line.",
    fix: "Correct the name, or give the placeholder a value.",
  },
  {
    code: "ST1061",
    title: "Not a value of a placeholder",
    explanation: "A placeholder is a text, a number, true or false, or a list of these.",
    fix: "Correct the value.",
  },
  {
    code: "ST1062",
    title: "Not a name of a placeholder",
    explanation: "Names of placeholders have letters, digits, . _ and - only; with another name the placeholder can never be used.",
    fix: "Rename the placeholder.",
  },
  {
    code: "ST1063",
    title: "Not a placeholder",
    explanation: "The text holds ${{ but no placeholder follows, so it is left as it is.",
    fix: "Write ${{ name }}: one name, at most one space on each side.",
  },
  {
    code: "ST1064",
    title: "The values of placeholders are not a map",
    explanation: "Values of placeholders are given as a JSON object or as a YAML map: names and values.",
    fix: 'Write {"name": "value"}.',
  },
  {
    code: "ST1065",
    title: "A list stands inside a text",
    explanation: "A placeholder that is a list can only be the whole value; inside a text there is no form for it.",
    fix: "Let the placeholder stand alone, or give it a text.",
  },
  {
    code: "ST1066",
    title: "A text becomes too large",
    explanation: "After replacing its placeholders the text is over the limit for one value.",
    fix: "Use the placeholder less often, or give it a shorter value.",
  },
] as const satisfies readonly CodeEntry[];
