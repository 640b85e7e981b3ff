export const ENCODINGS = ['utf-8', 'windows-1252', 'macintosh', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof ENCODINGS)[number]

const LOST = 0xfffd

/** Tells how a text is encoded, from its bytes as they go by. */
export type ReadEncoding = { take(chunk: Buffer): void; encoding(): Encoding }

/** Nearly all of a register is plain English: what is not is looked for in so many bytes at once, and only there are signs counted. */
const STRETCH = 512

/**
 * Latin letters of old programs stand alone; those of UTF-8 come in twos and threes, which no other text has by chance. UTF-8 with a
 * few bytes that are not stays UTF-8: the rows that hold them say so, each for itself.
 */
export function readEncoding(): ReadEncoding {
  const decoder = new TextDecoder('utf-8')
  const bytes = new Uint32Array(256)
  let wide: Encoding | undefined
  let isFirst = true
  let isWithin = false
  let stray = 0
  let letters = 0
  const count = (text: string) => {
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charCodeAt(at)
      // A stray byte comes out as U+FFFD. A file that holds that character itself counts as damaged, which it is.
      if (sign === LOST) stray += 1
      else if (sign > 0x7f) letters += 1
    }
  }
  return {
    take(chunk) {
      if (isFirst) wide = wideEncoding(chunk)
      isFirst = false
      if (wide) return
      for (let at = 0; at < chunk.length; at += STRETCH) {
        const stretch = chunk.subarray(at, at + STRETCH)
        // A letter may begin at the end of one stretch and go on in the next.
        if (!isWithin && isAscii(stretch)) continue
        isWithin = (stretch.at(-1) ?? 0) > 0x7f
        count(decoder.decode(stretch, { stream: true }))
        for (const byte of stretch) bytes[byte] = (bytes[byte] ?? 0) + 1
      }
    },
    encoding() {
      if (wide) return wide
      count(decoder.decode())
      if (stray === 0 || letters > stray) return 'utf-8'
      return isFromMac(bytes) ? 'macintosh' : 'windows-1252'
    },
  }
}

function isAscii(stretch: Buffer): boolean {
  for (let at = 0; at < stretch.length; at += 1) if ((stretch[at] ?? 0) > 0x7f) return false
  return true
}

/** Two bytes a letter, as Excel saves "Unicode text": told by their mark, or by the zeros between English letters. */
export function wideEncoding(start: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const [first, second] = [start.subarray(0, 64), start.subarray(1, 65)].map(part => part.filter((_, at) => at % 2 === 0))
  if (start.length < 64 || !first || !second) return undefined
  if (second.every(byte => byte === 0) && first.every(byte => byte > 0)) return 'utf-16le'
  return first.every(byte => byte === 0) && second.every(byte => byte > 0) ? 'utf-16be' : undefined
}

const LETTERS = 'áàâäçéèêëíîïñóôöúüÁÀÉÈÓÖÚÜ’‘“”–—•£°·…'

/** Which of two sets of letters the bytes make: those that English names have are few. */
function isFromMac(bytes: Uint32Array): boolean {
  const inWords = (encoding: string) => {
    const decoder = new TextDecoder(encoding)
    let found = 0
    for (let byte = 128; byte < 256; byte += 1) if (LETTERS.includes(decoder.decode(Uint8Array.of(byte)))) found += bytes[byte] ?? 0
    return found
  }
  return inWords('macintosh') > inWords('windows-1252')
}
