import pg from 'pg'

/** The lines of a stack that say where: what stands before them is the message, which may quote what somebody typed. */
const framesOf = (stack: string | undefined): string =>
  (stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .join('\n')

/**
 * What the log may keep of an error. What a database says of a failed statement quotes values (the row that broke a constraint, the text
 * that is no number), and so does the message of whoever ran it: of those the log has the code, the names and the place alone.
 */
export function loggable(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error instanceof pg.DatabaseError) {
    const { code, constraint, table, column, routine } = error
    return {
      type: error.name,
      message: `the database refused a statement: ${code ?? 'unknown'}`,
      code,
      constraint,
      table,
      column,
      routine,
      stack: framesOf(error.stack),
    }
  }
  const { code } = error as NodeJS.ErrnoException
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: framesOf(error.stack),
    ...(error.cause === undefined ? {} : { cause: loggable(error.cause) }),
  }
}
