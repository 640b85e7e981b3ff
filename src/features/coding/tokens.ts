/** A word of a text: where it stands, as it is written, and as it is compared. */
export type Word = { start: number; end: number; written: string; folded: string }

/** Letters and digits, with apostrophes inside. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’‘ʼ`]*/gu
const APOSTROPHES = /['’‘ʼ`]/g
const ACCENTS = /\p{M}/gu

/** The words of a text, in one walk from its beginning to its end. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = []
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const folded = foldWord(written)
    if (folded !== '') words.push({ start: index, end: index + written.length, written, folded })
  }
  return words
}

/** A word as the search of the database folds it: without apostrophes, accents and capitals; "Saint" means "St". */
export function foldWord(written: string): string {
  const folded = written.replace(APOSTROPHES, '').normalize('NFKD').replace(ACCENTS, '').toLowerCase()
  return SAINTS.has(folded) ? 'st' : folded
}

const SAINTS = new Set(['saint', 'saints', 'ss', 'sts'])

/** The same without the "'s" of whose it is. */
export const withoutPossessive = (written: string): string => foldWord(written.replace(/['’]s$/i, ''))
