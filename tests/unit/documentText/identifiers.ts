const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** A unique pupil number with its check letter, worked out apart from the program. @param twelve what follows the letter */
export function upn(twelve: string): string {
  const sum = Array.from(twelve).reduce((all, sign, at) => all + (/\d/.test(sign) ? Number(sign) : LETTERS.indexOf(sign)) * (at + 2), 0)
  return `${LETTERS[sum % 23]}${twelve}`
}

/** The first NHS number from these nine digits on: with some no last digit is right. */
export function nhsNumber(nine: number): string {
  for (let next = nine; ; next += 1) {
    const digits = String(next).padStart(9, '0')
    const last = 11 - (Array.from(digits).reduce((all, digit, at) => all + Number(digit) * (10 - at), 0) % 11)
    if (last !== 10) return `${digits}${last === 11 ? 0 : last}`
  }
}
