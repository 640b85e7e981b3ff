/** What programs do to a cell on its way: spreadsheets above all, and texts that were read in the wrong encoding. */

/** "#N/A", "#REF!" or "#####": a spreadsheet says that it has nothing to show. */
export const isSpreadsheetError = (text: string): boolean => text.startsWith('#') && /^#(?:[A-Z0/]{1,8}[!?]?|#*)$/i.test(text)

/** "1.63E+09": a spreadsheet took a number that names something for one that counts, and shortened it. */
export const isShortened = (text: string): boolean => /^\d(?:\.\d{1,15})?E\+?\d{1,2}$/i.test(text)

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** The month by its first three letters, from 1; 0 for none. */
export const monthNamed = (name: string): number => MONTHS.indexOf(name.toLowerCase()) + 1

/** "04-Nov" or "11/04/2026" where a number should stand: a spreadsheet made a day of it. */
export const looksLikeDay = (text: string): boolean => /^\d{1,4}[-/ ](?:\d{1,2}|[A-Za-z]{3})(?:[-/ ]\d{2,4})?$/.test(text)

/** Spreadsheets take a telephone number for a number, which has no 0 before it. @returns the number with it, undefined where none was lost */
export const lostZero = (number: string): string | undefined =>
  /^[1-37-9]\d{9}$/.test(number.replaceAll(' ', '')) ? `0${number}` : undefined

/** The sign that stands for a letter which could not be read. */
export const LOST_LETTER = '\ufffd'

/** The bytes of Windows-1252 by the letters that they are. */
const BYTES = new Map(
  Array.from({ length: 128 }, (_, at) => [new TextDecoder('windows-1252').decode(Uint8Array.of(at + 128)), at + 128] as const),
)

/**
 * "CafÃ©" is "Café", saved as UTF-8 and read as something else. Such pairs of letters stand next to each other in no word.
 *
 * @returns the text as it was meant, undefined when nothing is wrong with it
 */
export function asItWasMeant(text: string): string | undefined {
  if (!/[\u00c2\u00c3\u00c5\u00e2]/.test(text)) return undefined
  const bytes: number[] = []
  for (const letter of text) {
    const byte = letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : BYTES.get(letter)
    if (byte === undefined) return undefined
    bytes.push(byte)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}
