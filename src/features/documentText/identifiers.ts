/** The letters of a unique pupil number: I, O and S look like digits. Each stands for its place. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * Whether these are thirteen signs of a unique pupil number whose check letter is right: the twelve after it times 2 to 13, their sum by
 * 23 (Department for Education, unique pupil numbers). A temporary one ends in a letter.
 */
export function isUpn(signs: string): boolean {
  if (signs.length !== 13) return false
  let sum = 0
  for (let at = 1; at < 13; at += 1) {
    const sign = signs[at] ?? ''
    const value = sign >= '0' && sign <= '9' ? Number(sign) : at === 12 ? LETTERS.indexOf(sign) : -1
    if (value < 0) return false
    sum += value * (at + 1)
  }
  return LETTERS[sum % 23] === signs[0]
}

/** Whether these are ten digits of an NHS number whose last is right: the nine before it times 10 to 2, by 11. */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at)
  return (11 - (sum % 11)) % 11 === Number(digits[9])
}
