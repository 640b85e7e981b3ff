import { UnusableFile } from './unusableFile.ts'

/** Tells how a text is encoded, from its bytes as they go by. */
export type ReadEncoding = {
  take(chunk: Buffer): void
  /** Call it at the end. @throws UnusableFile when it is UTF-8 with a few bytes that are not */
  encoding(): 'utf-8' | 'windows-1252'
}

/** Latin letters of old programs stand alone; those of UTF-8 come in twos and threes, which no other text has by chance. */
export function readEncoding(): ReadEncoding {
  const decoder = new TextDecoder('utf-8')
  let line = 1
  let strayLine: number | undefined
  let stray = 0
  let letters = 0
  const count = (text: string) => {
    const others = text.match(/[^\0-\x7f]/gu) ?? []
    // A stray byte comes out as U+FFFD. A file that holds that character itself counts as damaged, which it is.
    const strays = others.filter(character => character === '\ufffd').length
    if (strays > 0) strayLine ??= line + lineEnds(text.slice(0, text.indexOf('\ufffd')))
    stray += strays
    letters += others.length - strays
    line += lineEnds(text)
  }
  return {
    take: chunk => count(decoder.decode(chunk, { stream: true })),
    encoding() {
      count(decoder.decode())
      if (stray === 0) return 'utf-8'
      if (letters <= stray) return 'windows-1252'
      throw new UnusableFile(
        `Line ${strayLine ?? 1} holds a letter that cannot be read: the file is in UTF-8, but not all of it. Put that letter right, save the file as “CSV UTF-8 (comma delimited)”, and choose it again.`,
      )
    },
  }
}

function lineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
