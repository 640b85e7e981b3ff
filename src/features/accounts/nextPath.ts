const LONGEST = 500

/**
 * Where to go after signing in: a path of this program, or undefined when what was asked for is anything else
 * (another site's address, however it is disguised) or would lead back to signing in.
 */
export function localPath(asked: unknown): string | undefined {
  if (typeof asked !== 'string' || asked.length > LONGEST || !/^\/(?![/\\])/.test(asked)) return undefined
  const url = URL.parse(asked, HERE)
  if (url?.origin !== HERE || /^\/sign-(in|out)(\/|$)/.test(url.pathname)) return undefined
  return `${url.pathname}${url.search}`
}

const HERE = 'http://here.invalid'
