const LONGEST = 500

/**
 * Where to go after signing in: a path of this program, or undefined when what was asked for is anything else
 * (another site's address, however it is disguised) or would lead back to signing in.
 */
export function localPath(asked: unknown): string | undefined {
  if (typeof asked !== 'string' || asked.length > LONGEST || !asked.startsWith('/')) return undefined
  const url = URL.parse(asked, HERE)
  if (url?.origin !== HERE || /^\/sign-(in|out)(\/|$)/.test(url.pathname)) return undefined
  const path = `${url.pathname}${url.search}`
  return staysHere(path) ? path : undefined
}

/** Judged of what is sent to the browser, not of what was asked for: reading "/..//elsewhere" as an address makes "//elsewhere" of it. */
const staysHere = (path: string): boolean => path.length <= LONGEST && /^\/(?![/\\])/.test(path) && URL.parse(path, HERE)?.origin === HERE

const HERE = 'http://here.invalid'
