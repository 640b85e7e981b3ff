import type { Response } from 'express'

/**
 * Says that an answer is a file to be kept, and what it is called: in signs that every program knows, and as it is where that differs
 * (RFC 6266). Whoever reads the first alone still has the words of it: é becomes e, a dash a hyphen.
 *
 * @param name of any length and in any writing
 */
export function attachAs(res: Response, name: string): Response {
  return res.set('Content-Disposition', disposition(name))
}

export function disposition(name: string): string {
  const whole = name.toWellFormed().replace(/[\u0000-\u001F\u007F]/g, ' ')
  const plain = plainly(whole)
  const as = encodeURIComponent(whole).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"${plain === whole ? '' : `; filename*=UTF-8''${as}`}`
}

/** A name in ASCII, without what ends or escapes a quoted text. A percent sign would be read as the beginning of an escape. */
const plainly = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[‐-―]/g, '-')
    .replace(/[^ -~]|["\\%]/gu, '_')
