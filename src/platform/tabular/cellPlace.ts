/** A, B, … Z, AA: what a spreadsheet calls the column at a place counted from 0. */
export function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : `${columnLetters(Math.floor(at / 26) - 1)}${letter}`
}
