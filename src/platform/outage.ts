/**
 * Classes of PostgreSQL's errors that are nobody's request's fault: no connection, no resources, stopped by an operator or for taking too
 * long, a disk that fails.
 */
const CLASSES = ['08', '53', '57P', '57014', '58', '25006']
/** What the operating system says of a server that is away, a socket that is gone, and a disk that is full or read-only. */
const SYSTEM = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'ENOSPC',
  'EROFS',
  'EDQUOT',
  'EIO',
]
/** `pg` and Knex give these no code. */
const WORDS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Knex: Timeout acquiring a connection',
]

/** Something that the program cannot do without is down, whatever its driver called that. */
export class Outage extends Error {
  override name = 'Outage'
}

/** Whether an error means that the database or a disk does not work, and not that this one request failed. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (error instanceof Outage) return true
  if (!(error instanceof Error) || depth > 4) return false
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined && (SYSTEM.includes(code) || (isSqlState(code) && CLASSES.some(start => code.startsWith(start))))) return true
  // The socket of a local server is a file, which is not there while it is down.
  if (code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'connect') return true
  if (WORDS.some(words => error.message.includes(words))) return true
  const inner: unknown[] = error instanceof AggregateError ? error.errors : []
  return [error.cause, ...inner].some(one => isOutage(one, depth + 1))
}

const isSqlState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code)

/** What `work` gives, unless it takes longer. @throws Outage then */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Outage(`${what} did not answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
