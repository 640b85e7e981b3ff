import { CannotStart } from '../cannotStart.ts'
import { readFileSync, statfsSync } from 'node:fs'

/** The embedded database could not be started. The message is for the person who started the program and says what to do. */
export class EmbeddedPostgresError extends CannotStart {
  override name = 'EmbeddedPostgresError'
}

type Cause = { sign: RegExp; say: (folder: string) => string }

const CAUSES: Cause[] = [
  {
    sign: /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/i,
    say: folder => `The disk that holds ${folder} is full. Make room on it and start again: nothing that was saved is lost.`,
  },
  {
    sign: /Read-only file system|EROFS/i,
    say: folder => `The disk that holds ${folder} cannot be written. Set DATA_DIR to a folder that can.`,
  },
  {
    sign: /has group or world access|invalid permissions/i,
    say: folder =>
      `${folder} is open to other users, and its disk does not let us close it. Set DATA_DIR to a folder on an ordinary disk of this machine.`,
  },
  {
    sign: /could not (bind|create|listen on) Unix|Operation not supported|ENOTSUP/i,
    say: folder => `The disk that holds ${folder} cannot hold a Unix socket. Set DATA_DIR to a folder on an ordinary disk of this machine.`,
  },
  {
    sign: /EINVAL: invalid argument, chown/i,
    say: () =>
      'PostgreSQL does not run as root, and this container has no other user to run it as. Start the program as an ordinary user, or set DATABASE_URL.',
  },
  {
    sign: /user with administrative permissions/i,
    say: () => 'PostgreSQL does not run with administrator rights. Start the program from an ordinary prompt.',
  },
  {
    sign: /could not look up effective user ID/i,
    say: () =>
      'The user that the program runs as has no name on this machine. Add it to /etc/passwd, start the program as another user, or set DATABASE_URL to a PostgreSQL server.',
  },
  {
    sign: /has wrong ownership|Permission denied|Operation not permitted|EACCES|EPERM|unable to open database file/i,
    say: folder =>
      `This user may not read or write everything in ${folder}. Start the program as the user who owns it, or set DATA_DIR to another folder.`,
  },
  {
    sign: /ENOTDIR|EEXIST|Not a directory/i,
    say: folder => `${folder} cannot be made: a file is where a folder should be. Set DATA_DIR to another folder.`,
  },
  {
    sign: /could not (create|map|attach to|resize) (anonymous )?shared memory|Cannot allocate memory|out of memory/i,
    say: () => 'The machine refused the database the memory it needs. Give it at least 512 MB, or set DATABASE_URL to a PostgreSQL server.',
  },
  {
    sign: /error while loading shared libraries|Library not loaded|ENOENT/i,
    say: () =>
      'The PostgreSQL in node_modules does not run on this system. Delete node_modules and run npm install again; on a system without glibc (Alpine), set DATABASE_URL to a PostgreSQL server.',
  },
  {
    sign: /could not locate a valid checkpoint record|invalid checkpoint record|PANIC/,
    say: folder => `The files in ${folder} are damaged. Keep a copy of the folder, then restore your last backup.`,
  },
]

/** The error for a start (or first set-up) that failed, from what was said meanwhile. Names the log file and keeps the last word. */
export function startFailure(words: string, folder: string, logFile: string): EmbeddedPostgresError {
  const said = words + (isFull(folder) ? '\nNo space left on device' : '')
  const advice = CAUSES.find(({ sign }) => sign.test(said))?.say(folder) ?? 'It stopped while starting.'
  const lastWord = words
    .split('\n')
    .findLast(line => /FATAL|PANIC|error/i.test(line) && !/database system is (starting up|shutting down)/.test(line))
    ?.trim()
  return new EmbeddedPostgresError(
    `The database could not be started. ${advice}${lastWord ? ` It said: “${lastWord}”.` : ''} More is in ${logFile}`,
  )
}

/** The error for a data folder that an older or newer PostgreSQL wrote. */
export function otherVersion(found: string, ours: string, folder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The database in ${folder} was made by PostgreSQL ${found}, and this program brings PostgreSQL ${ours}. Nothing was changed. ` +
      'Export it with the release of this program that made it and import it here, or move the folder away to start with an empty database.',
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

/** A server on a full disk often cannot even write down that it is. */
function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < 1024 * 1024
  } catch {
    return false
  }
}
