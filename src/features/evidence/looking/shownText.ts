import { open } from 'node:fs/promises'

const MOST_BYTES = 256 * 1024

/** The beginning of a text as it is shown, and whether there is more of it. */
export const shownText = (path: string): Promise<{ text: string; isCut: boolean }> => textUpTo(path, MOST_BYTES)

/** A text up to so many bytes of it, and whether there is more. */
export async function textUpTo(path: string, bytes: number): Promise<{ text: string; isCut: boolean }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const buffer = Buffer.alloc(Math.min(size, bytes))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    const isCut = size > bytesRead
    return { text: readable(decoded(buffer.subarray(0, bytesRead), isCut)), isCut }
  } finally {
    await file.close()
  }
}

/** Told by its mark; without one it is UTF-8, or else of an old program of Windows. */
function decoded(bytes: Buffer, isCut: boolean): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    // What is cut may end within a letter.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Without what would turn the direction of writing or show as nothing. */
export const readable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/g, '')
