import type { Pool } from './db.ts'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { FileStore } from './files/storage.ts'
import type { Looking } from './looking/look.ts'
import type { MailDriver } from './mail/driver.ts'

/** The running system, made once by the composition root and handed to every page, job and command. */
export type Deps = {
  config: Config
  /** The pool. Actions open their own transactions on it. */
  db: Pool
  log: Logger
  /** Evidence and exports. */
  files: FileStore
  /** Looks into what somebody sent, in a process of its own. */
  looking: Looking
  mail: MailDriver
  /** What links, sessions and stored second factors are keyed with. At least 32 bytes, the same after a restart. */
  secret: Buffer
  /** Where people reach the program, without a slash at the end. Mail uses it; never the Host header. */
  baseUrl: string
  /** Now. Tests set it; rules are handed its value. */
  now: () => Date
}
