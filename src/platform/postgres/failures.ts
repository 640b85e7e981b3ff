import { readFileSync } from 'node:fs'

/** The embedded database could not be started. The message is for the person who started the program and says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

type Cause = { sign: RegExp; say: (folder: string) => string }

const CAUSES: Cause[] = [
  {
    sign: /No space left on device|Disk quota exceeded/,
    say: folder => `The disk that holds ${folder} is full. Make room on it and start again: nothing that was saved is lost.`,
  },
  {
    sign: /Read-only file system/,
    say: folder => `The disk that holds ${folder} is read-only. Set DATA_DIR to a folder that can be written.`,
  },
  {
    sign: /has group or world access|invalid permissions/,
    say: folder =>
      `${folder} can be read by others and its disk does not let us change that. Set DATA_DIR to a folder on an ordinary disk of this machine.`,
  },
  {
    sign: /has wrong ownership/,
    say: folder =>
      `${folder} belongs to another user than the one who starts the program. Start it as that user, or set DATA_DIR to another folder.`,
  },
  {
    sign: /Permission denied|Operation not permitted/,
    say: folder =>
      `This user may not read or write everything in ${folder}. Start the program as the user who owns it, or set DATA_DIR to another folder.`,
  },
  {
    sign: /could not (create|map|attach to) .*shared memory/,
    say: () => 'The machine refused the database the memory it needs. Give it at least 512 MB, or set DATABASE_URL to a PostgreSQL server.',
  },
  {
    sign: /error while loading shared libraries|Library not loaded/,
    say: () => 'A library that the database needs is missing. Delete node_modules, run npm install and start again.',
  },
  {
    sign: /could not look up effective user ID/,
    say: () =>
      'The user that the program runs as has no name on this machine. Add it to /etc/passwd, start the program as another user, or set DATABASE_URL to a PostgreSQL server.',
  },
  {
    sign: /could not locate a valid checkpoint record|invalid checkpoint record|PANIC/,
    say: folder => `The files in ${folder} are damaged. Keep a copy of the folder, then restore your last backup.`,
  },
]

/** The error for a start (or first set-up) that failed, from what the server wrote meanwhile. Names the log file and keeps the server's last word. */
export function startFailure(words: string, folder: string, logFile: string): EmbeddedPostgresError {
  const cause = CAUSES.find(({ sign }) => sign.test(words))
  const lastWord = words
    .split('\n')
    .findLast(line => /FATAL|PANIC|error/i.test(line))
    ?.trim()
  const said = cause?.say(folder) ?? 'It stopped while starting.'
  return new EmbeddedPostgresError(
    `The database could not be started. ${said}${lastWord ? ` It said: ${lastWord}` : ''} More is in ${logFile}`,
  )
}

/** The error for a data folder that an older or newer PostgreSQL wrote. */
export function otherVersion(found: string, ours: string, folder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The database in ${folder} was made by PostgreSQL ${found}, and this program brings PostgreSQL ${ours}. Nothing was changed. ` +
      `Export it with the release of this program that made it and import it here, or move the folder away to start with an empty database.`,
  )
}

/** What was written to a log file from a position on: the last 64 KB of it. */
export function wordsSince(logFile: string, position: number): string {
  try {
    return readFileSync(logFile).subarray(position).subarray(-65_536).toString('utf8')
  } catch {
    return ''
  }
}
